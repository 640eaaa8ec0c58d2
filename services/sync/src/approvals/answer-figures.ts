import type { Company } from '#core/company.ts';
import { dayOf } from '#core/kernel/instant.ts';
import { instantAt, isWorkingDay, plusCalendarDays } from '#core/kernel/working-days.ts';
import { answerDueAt, answerMinutes } from '#core/processes/conversation/answer-clock.ts';
import type { AnswerFigures } from '../connectors/slack/messages/answer-lines.ts';
import { answeredSince, waitingSince } from '../store/answer-clock.ts';
import type { Store } from '../store/instances.ts';

/** Longer than any holidays in a row. */
const searchedDaysMax = 400;

/** How first answers stand in the help desk: now, and since the last working day began. Null without a help desk. */
export async function answerFigures(
  store: Store,
  { id, settings, desk }: Company,
  now: Date,
): Promise<AnswerFigures | null> {
  if (desk !== true) return null;
  const instant = now.toISOString();
  const since = lastWorkingDay(instant, settings);
  const waiting = await waitingSince(store, id);
  const answered = await answeredSince(store, id, since);
  const late = waiting.filter((askedAt) => answerDueAt(askedAt, settings) <= instant);
  const minutes = answered.map(({ askedAt, answeredAt }) => answerMinutes(askedAt, answeredAt, settings));
  return {
    waiting: waiting.length,
    late: late.length,
    answered: answered.length,
    medianMinutes: medianOf(minutes),
    since,
  };
}

/** When the working day before today began. */
function lastWorkingDay(now: string, settings: Company['settings']): string {
  const today = dayOf(now, settings.timeZone);
  let day = plusCalendarDays(today, -1);
  for (let count = 1; count < searchedDaysMax && !isWorkingDay(day, settings); count += 1)
    day = plusCalendarDays(day, -1);
  return instantAt(day, '00:00', settings.timeZone);
}

function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2);
}
