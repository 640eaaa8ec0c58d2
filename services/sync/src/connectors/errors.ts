import type { Problem, ProblemWord } from '#core/model/problem.ts';

/** Who failed. Limits, troubles and retries are counted per vendor. */
export type Vendor = 'pipedrive' | 'accounts' | 'mail';

/** Facts about a failed call; `unclear` is true when the write may have been carried out all the same. */
export interface OutsideFailure {
  vendor: Vendor;
  word: ProblemWord;
  title: Problem['title'];
  detail: Problem['detail'];
  retryAfterMs?: number;
  unclear?: boolean;
  /** We hold it back ourselves: it says nothing about the vendor. */
  heldBack?: boolean;
  status?: number;
  cause?: unknown;
}

/** The only error connectors throw: it says in one word who must act (anchors.md 2.10), and to staff what to do. */
export class OutsideError extends Error {
  readonly failure: OutsideFailure;

  constructor(failure: OutsideFailure) {
    super(`${failure.vendor}: ${failure.word}: ${failure.detail.en}`, { cause: failure.cause });
    this.name = 'OutsideError';
    this.failure = failure;
  }

  /** What is kept on the effect and shown to staff. */
  get problem(): Problem {
    const { word, title, detail } = this.failure;
    return { word, title, detail };
  }
}
