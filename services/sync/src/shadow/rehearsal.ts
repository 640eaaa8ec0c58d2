import { AsyncLocalStorage } from 'node:async_hooks';
import { OutsideError } from '../connectors/errors.ts';
import type { ShadowWrite } from '../store/shadow-writes.ts';

/** An effect that is carried out without its writes. */
export interface Rehearsal {
  companyId: string;
  effectId: string;
  /** What it would have written so far, in order. */
  writes: ShadowWrite[];
}

const rehearsals = new AsyncLocalStorage<Rehearsal>();

/** The rehearsal we are in, if any. */
export function currentRehearsal(): Rehearsal | undefined {
  return rehearsals.getStore();
}

/** Runs an effect as a rehearsal: what it would write is recorded by `recordWrite`. */
export async function rehearse<T>(
  { companyId, effectId }: Pick<Rehearsal, 'companyId' | 'effectId'>,
  work: () => Promise<T>,
): Promise<{ result: T; writes: ShadowWrite[] }> {
  const rehearsal: Rehearsal = { companyId, effectId, writes: [] };
  const result = await rehearsals.run(rehearsal, work);
  return { result, writes: rehearsal.writes };
}

/** Notes a write instead of making it. @throws OutsideError outside of a rehearsal: in shadow mode nothing leaves */
export function recordWrite(write: ShadowWrite): void {
  const rehearsal = rehearsals.getStore();
  if (!rehearsal) throw heldBack(write.vendor);
  rehearsal.writes.push(write);
}

/** What was decided before shadow mode began waits for its end. */
const heldBackMs = 5 * 60_000;

function heldBack(vendor: ShadowWrite['vendor']): OutsideError {
  return new OutsideError({
    vendor,
    word: 'retry-later',
    heldBack: true,
    retryAfterMs: heldBackMs,
    title: { fr: 'Retenu : Passerelle est en mode ombre', en: 'Held back: Passerelle is in shadow mode' },
    detail: {
      fr: 'Décidé avant le mode ombre, pendant lequel rien n’est écrit au-dehors. Cela reprend tout seul quand il prend fin.',
      en: 'Decided before shadow mode, in which nothing is written outside. It goes on by itself when that ends.',
    },
  });
}

/**
 * An id for what would have been made: negative, so that it is nobody's, and the same at every try of the effect.
 * Thirteen digits of the effect's id make a number that still is exact.
 */
export function shadowId(): number {
  const rehearsal = rehearsals.getStore();
  const digits = rehearsal?.effectId.replaceAll('-', '').slice(0, 12) ?? '0';
  const count = rehearsal?.writes.length ?? 0;
  return -(Number.parseInt(digits, 16) * 10 + count + 1);
}
