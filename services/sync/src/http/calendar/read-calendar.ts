import type { Kysely } from 'kysely';
import type { Company } from '#core/company.ts';
import { dayOf, plusDays } from '#core/kernel/instant.ts';
import { inLanguage } from '#core/model/localized.ts';
import { promiseCalendar } from '../../calendar/promise-calendar.ts';
import { type FollowUpEntryRow, followUpEntries, promiseEntries } from '../../store/calendar-entries.ts';
import type { FeedOwner } from '../../store/calendar-feeds.ts';
import type { Schema } from '../../store/schema.ts';

/** What a calendar is read with. */
export interface CalendarReading {
  db: Kysely<Schema>;
  dealUrlOf(companyId: string, dealId: number | null): string | null;
  now(): Date;
}

/** So long what was kept stays in sight. */
const keptDays = 60;

/** The calendar of a staff member, as a file: of the clients they own and may see. */
export async function readCalendar(
  { db, dealUrlOf, now }: CalendarReading,
  company: Company,
  owner: FeedOwner,
): Promise<string> {
  const { locale: language, timeZone } = company.settings;
  const at = now().toISOString();
  const promises = await promiseEntries(db, owner, plusDays(at, -keptDays));
  const followUps = await followUpEntries(db, owner);
  return promiseCalendar({
    promises: promises.map((row) => ({ ...row, changedAt: row.changedAt.toISOString() })),
    followUps: followUps.map((row) => ({
      ...row,
      changedAt: row.changedAt.toISOString(),
      label: labelOf(company, row),
    })),
    language,
    timeZone,
    today: dayOf(at, timeZone),
    dealUrlOf: (dealId) => dealUrlOf(company.id, dealId),
  });
}

/** The name of the rule in the version that runs; null when it is not known here. */
function labelOf({ followUps = [], settings }: Company, { rule, version }: FollowUpEntryRow): string | null {
  const known = followUps.find(({ key, number }) => key === rule && number === version);
  return known ? inLanguage(known.rule.label, settings.locale) : null;
}
