import type { Problem, ProblemWord } from '#core/model/problem.ts';

/** Who failed. Limits, troubles and retries are counted per vendor. */
export type Vendor = 'pipedrive' | 'accounts' | 'mail' | 'slack' | 'helpscout';

/** Facts about a failed call; `unclear` is true when the write may have been carried out all the same. */
export interface OutsideFailure {
  vendor: Vendor;
  word: ProblemWord;
  title: Problem['title'];
  detail: Problem['detail'];
  retryAfterMs?: number;
  unclear?: boolean;
  /** The address of the recipient does not exist, or takes no mail: see `Problem`. */
  byAddress?: boolean;
  /** We hold it back ourselves: it says nothing about the vendor. */
  heldBack?: boolean;
  status?: number;
  /** The vendor's own word for it, such as Slack's `message_not_found`. */
  code?: string;
  cause?: unknown;
}

/** The only error connectors throw: it says in one word who must act (anchors.md 2.10), and to staff what to do. */
export class OutsideError extends Error {
  readonly failure: OutsideFailure;

  constructor(failure: OutsideFailure) {
    super(lineOf(failure), { cause: failure.cause });
    this.name = 'OutsideError';
    this.failure = failure;
  }

  /** What is kept on the effect and shown to staff. */
  get problem(): Problem {
    const { word, title, detail, byAddress } = this.failure;
    return { word, title, detail, ...(byAddress && { cause: 'address' }) };
  }
}

/** Whether the other side said that we may not do this; a shield that is tired of us says something else. */
export function isForbidden(error: unknown): boolean {
  if (!(error instanceof OutsideError)) return false;
  return error.failure.status === 403 && error.failure.word !== 'retry-later';
}

/** For logs: what happened, without the vendor's own sentence, which may quote people's names and addresses. */
function lineOf({ vendor, word, title, status, code }: OutsideFailure): string {
  const answer = [status, code].filter((part) => part !== undefined).join(' ');
  return `${vendor}: ${word}: ${title.en}${answer && ` (${answer})`}`;
}
