import type { ConversionRun } from './conversion-harness.ts';

/** What is told of a deal, apart from what the process makes of it. */
export interface DealLog {
  seed: number;
  run: ConversionRun;
  mails: {
    at: string;
    to: string;
    template: string;
    version: { rule: string; number: number } | null;
    isFollowUp: boolean;
  }[];
  reminders: { at: string; promise: number; what: 'soon' | 'late' | 'escalated'; toId: number | null }[];
  replies: string[];
  optOuts: string[];
  accounts: string[];
  ends: { at: string; isEnd: boolean }[];
  /** How promises stood after everything that happened. */
  promises: Map<
    number,
    { at: string; dueOn: string; isOpen: boolean; kind: string; ownerId: number | null }[]
  >;
}

/** Notes how promises stand after something was told. */
export function notePromises({ run, promises }: DealLog): void {
  for (const { number, dueOn, state, kind, ownerId } of run.state.promises) {
    const known = promises.get(number) ?? [];
    const last = known.at(-1);
    const isOpen = state === 'open';
    if (last?.dueOn === dueOn && last.isOpen === isOpen) continue;
    // What ended is open again only where that was taken back within seconds: it never ended.
    if (isOpen && last?.isOpen === false && last.dueOn === dueOn) {
      promises.set(number, known.slice(0, -1));
      continue;
    }
    promises.set(number, [...known, { at: run.now, dueOn, isOpen, kind, ownerId }]);
  }
  // What was undone never was.
  for (const [number, known] of promises) {
    const last = known.at(-1);
    if (last?.isOpen && !run.state.promises.some((promise) => promise.number === number))
      promises.set(number, [...known, { ...last, at: run.now, isOpen: false }]);
  }
}
