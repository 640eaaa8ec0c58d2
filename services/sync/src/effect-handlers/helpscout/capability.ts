import type { Helpscout } from '../../connectors/helpscout/port.ts';

/** The customer properties of an account that can be written as texts, by slug; null: the plan has none. */
export interface PropertyCapability {
  known(): Promise<ReadonlySet<string> | null>;
  /** What was remembered is not true any more. */
  forget(): void;
}

const keptMs = 3_600_000;
/** Numbers, dates and choices hold no text of ours (helpscout.md 2.5). */
const written = ['text', 'url'];

/** Asks Help Scout once an hour: each node remembers for itself. */
export function createCapability(
  desk: () => Pick<Helpscout, 'customerProperties'>,
  nowMs: () => number = Date.now,
): PropertyCapability {
  let kept: { slugs: ReadonlySet<string> | null; untilMs: number } | undefined;
  return {
    known: async () => {
      if (kept && nowMs() < kept.untilMs) return kept.slugs;
      const properties = await desk().customerProperties();
      const texts = properties?.filter(({ type }) => written.includes(type)).map(({ slug }) => slug);
      kept = { slugs: texts ? new Set(texts) : null, untilMs: nowMs() + keptMs };
      return kept.slugs;
    },
    forget: () => {
      kept = undefined;
    },
  };
}
