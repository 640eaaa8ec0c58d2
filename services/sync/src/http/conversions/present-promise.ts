import { type Company, staffOf } from '#core/company.ts';
import type { PromiseView } from '#core/contract/conversion-view.ts';
import { dayOf } from '#core/kernel/instant.ts';
import { isWorkingDay, plusCalendarDays, type WorkCalendar } from '#core/kernel/working-days.ts';
import type { ClientPromise } from '#core/processes/customer-conversion/state.ts';
import { reasonText } from '#core/processes/customer-conversion/texts.ts';
import type { Reader } from '../present-request.ts';
import { troubleText } from './texts.ts';

/** Nobody counts further. */
const countedDaysMax = 400;

/** The day it is where the company works. */
export function todayFor({ company, now }: Pick<Reader, 'company' | 'now'>): string {
  return dayOf(now.toISOString(), company.settings.timeZone);
}

/** A promise as a surface shows it. */
export function presentPromise(promise: ClientPromise, reader: Reader): PromiseView {
  const { company, language } = reader;
  const { number, kind, text, dueOn, isAnnounced, state, endedAt, endedBecause } = promise;
  const today = todayFor(reader);
  return {
    ...{ number, kind, text, dueOn, isAnnounced, state, endedAt },
    owner: personOf(company, promise.ownerId),
    isLate: isLate(promise, today),
    daysLeft: daysLeft(today, dueOn, company.settings),
    endedBecause: endedBecause && reasonText(endedBecause, language),
    remindedAt: promise.remindedAt,
    escalatedAt: promise.escalatedAt,
    trouble: state === 'open' ? troubleText(promise.withoutActivity, language) : null,
  };
}

/** Whether a promise should have been kept by now. */
export function isLate({ state, dueOn }: Pick<ClientPromise, 'state' | 'dueOn'>, today: string): boolean {
  return state === 'open' && dueOn < today;
}

/** Those that are open, the one that is due first before the rest. */
export function openPromises(promises: readonly ClientPromise[]): ClientPromise[] {
  const open = promises.filter(({ state }) => state === 'open');
  return open.toSorted((a, b) => (a.dueOn === b.dueOn ? a.number - b.number : a.dueOn < b.dueOn ? -1 : 1));
}

/** Working days until a day, or since it as a negative number: 0 is today alone, also on days nobody works. */
export function daysLeft(today: string, day: string, calendar: WorkCalendar): number {
  if (day === today) return 0;
  const [from, to] = day > today ? [today, day] : [day, today];
  let count = 0;
  let reached = from;
  for (let step = 0; reached < to && step < countedDaysMax; step += 1) {
    reached = plusCalendarDays(reached, 1);
    if (isWorkingDay(reached, calendar)) count += 1;
  }
  return day > today ? Math.max(1, count) : -Math.max(1, count);
}

/** A colleague by Pipedrive id; one who is not known, as from before our time, by the id. */
export function personOf(company: Company, id: number | null): { id: number; name: string } | null {
  if (id === null) return null;
  const known = staffOf(company, id) ?? company.staff.find((member) => member.id === id);
  return { id, name: known?.name ?? String(id) };
}
