import type {
  ConversionDetails,
  ConversionPanel,
  FollowUpView,
  PromiseView,
} from '#core/contract/conversion-view.ts';
import { workDelayMs } from '../../live/rhythm.ts';
import { type Countdown, countdown } from '../request/view-model.ts';
import type { AskType, Channel } from './ask.ts';

/** The newer of two answers: the choices are the latest, an older revision of a conversion never replaces a newer one. */
export function newerConversion(shown: ConversionPanel | null, arriving: ConversionPanel): ConversionPanel {
  const [before, after] = [shown?.conversion ?? null, arriving.conversion];
  const isOlder = before && after && before.id === after.id && after.revision < before.revision;
  return isOlder ? { ...arriving, conversion: before } : arriving;
}

/** How long to wait before asking again, in milliseconds; null where nobody is followed. */
export function conversionDelayMs(shown: ConversionPanel | null): number | null {
  if (shown?.choices.isEnabled === false) return null;
  return workDelayMs(shown?.conversion?.effects ?? []);
}

/** Whether the deal's way is shown. */
export function isFollowing(shown: ConversionPanel | null): boolean {
  if (shown === null) return false;
  return shown.choices.isEnabled && shown.conversion !== null;
}

/** What is asked for beside the thing it concerns, not among the other actions. */
const inTheirPlace: ReadonlySet<AskType> = new Set([
  'keep-promise',
  'move-promise',
  'drop-promise',
  'add-use-case',
  'change-use-case',
  'enrol',
  'stop-follow-up',
  'undo-step',
]);

/** What else may be done now, in the order of the process. */
export function otherAsks({ allowed, nextStep }: Pick<ConversionDetails, 'allowed' | 'nextStep'>): AskType[] {
  return allowed.filter((type) => !inTheirPlace.has(type) && type !== nextStep?.type);
}

/** The time left to take the last step back; null when there is none. `nowMs` is the service's time. */
export function undoCountdown(
  { undo }: Pick<ConversionDetails, 'undo'>,
  undoSeconds: number,
  nowMs: number,
): Countdown | null {
  if (undo === null) return null;
  const fromMs = Date.parse(undo.until) - undoSeconds * 1000;
  return countdown(undo.until, Number.isNaN(fromMs) ? null : new Date(fromMs).toISOString(), nowMs);
}

/** How often the words on screen change: often while something is counted down, else with the minutes. */
export function conversionClockMs(
  { undo, effects }: Pick<ConversionDetails, 'undo' | 'effects'>,
  nowMs: number,
): number {
  const counts = undo !== null && Date.parse(undo.until) > nowMs;
  return counts || effects.some(({ state }) => state === 'retrying') ? 200 : 15_000;
}

/** Open promises, the first due first, and those that ended, the last ended first. */
export function sortedPromises(promises: readonly PromiseView[]): {
  open: PromiseView[];
  ended: PromiseView[];
} {
  const isOpen = ({ state }: PromiseView) => state === 'open';
  return {
    open: promises.filter(isOpen).toSorted((a, b) => a.dueOn.localeCompare(b.dueOn) || a.number - b.number),
    ended: promises
      .filter((promise) => !isOpen(promise))
      .toSorted((a, b) => (b.endedAt ?? '').localeCompare(a.endedAt ?? '') || b.number - a.number),
  };
}

/** The colour of a promise's day: late, today, or to come. */
export function promiseTone({ isLate, daysLeft }: PromiseView): 'danger' | 'warning' | 'info' {
  if (isLate || daysLeft < 0) return 'danger';
  return daysLeft === 0 ? 'warning' : 'info';
}

/** The colour of a step: reached the end, over, or under way. */
export function stepTone(step: ConversionDetails['step']): 'success' | 'neutral' | 'info' {
  if (step === 'live') return 'success';
  return step === 'ended' ? 'neutral' : 'info';
}

/** The follow-up that runs, and those that are over, the last one first. */
export function sortedFollowUps(followUps: readonly FollowUpView[]): {
  running: FollowUpView | null;
  over: FollowUpView[];
} {
  const over = followUps.filter(({ state }) => state !== 'active');
  return {
    running: followUps.find(({ state }) => state === 'active') ?? null,
    over: over.toSorted((a, b) => b.enrolledAt.localeCompare(a.enrolledAt)),
  };
}

/** By which ways people were in touch, the most frequent first. */
export function channelCounts(byChannel: Partial<Record<Channel, number>>): [Channel, number][] {
  const counted = Object.entries(byChannel) as [Channel, number][];
  return counted.filter(([, count]) => count > 0).toSorted(([, a], [, b]) => b - a);
}

/** Use cases that are live, of all. */
export function liveOfAll({ useCases }: Pick<ConversionDetails, 'useCases'>): { live: number; all: number } {
  return { live: useCases.live, all: Object.values(useCases).reduce((sum, count) => sum + count, 0) };
}

export type DayProblem = 'missing' | 'past' | 'same';

/** What is wrong with a day that was chosen; null when nothing is. Days are YYYY-MM-DD. */
export function dayProblem(day: string, today: string, before: string | null): DayProblem | null {
  if (day === '') return 'missing';
  if (day < today) return 'past';
  return day === before ? 'same' : null;
}
