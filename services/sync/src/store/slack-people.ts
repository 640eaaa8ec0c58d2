import { type Selectable, sql } from 'kysely';
import type { Store } from './instances.ts';
import { jsonText } from './json-text.ts';
import type { Schema } from './schema.ts';

/** Somebody of Slack as stored: see migrations/0010_slack.sql. */
export type SlackPersonRow = Selectable<Schema['slack_people']>;

/** What is kept of somebody of Slack; `staffId` null: nobody of the CRM. */
export interface KeptPerson {
  company: string;
  teamId: string;
  userId: string;
  staffId: number | null;
  email: string | null;
  name: string;
  isGuest: boolean;
  language: 'fr' | 'en';
  timeZone: string | null;
}

/** What somebody's Home shows. */
export interface ShownHome {
  section: string;
  page: number;
}

/** Keeps who somebody is, as read from Slack this moment. */
export async function keepPerson(store: Store, person: KeptPerson): Promise<void> {
  const { company, teamId, userId, staffId, email, name, isGuest, language, timeZone } = person;
  await sql`
    insert into slack_people (company, team_id, user_id, staff_id, email, name, is_guest, language, time_zone)
    values (${company}, ${teamId}, ${userId}, ${staffId}, ${email}, ${name}, ${isGuest}, ${language}, ${timeZone})
    on conflict (team_id, user_id) do update set company = excluded.company, staff_id = excluded.staff_id,
      email = excluded.email, name = excluded.name, is_guest = excluded.is_guest, language = excluded.language,
      time_zone = excluded.time_zone, checked_at = clock_timestamp()`.execute(store);
}

/** Somebody of Slack; undefined when they were never read. */
export async function slackPerson(
  store: Store,
  teamId: string,
  userId: string,
): Promise<SlackPersonRow | undefined> {
  return store
    .selectFrom('slack_people')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
}

/** Forgets who somebody is: they are read again the next time. Their Home stays. */
export async function forgetChecked(store: Store, teamId: string, userId: string): Promise<void> {
  await sql`
    update slack_people set checked_at = to_timestamp(0)
    where team_id = ${teamId} and user_id = ${userId}`.execute(store);
}

/** Notes what a person who is kept sees in their Home; the second that they opened it, or turned a page. */
export async function noteHome(
  store: Store,
  { teamId, userId }: { teamId: string; userId: string },
  home: ShownHome,
): Promise<void> {
  await sql`
    update slack_people set home_opened_at = clock_timestamp(), home = ${jsonText(home)}::jsonb
    where team_id = ${teamId} and user_id = ${userId}`.execute(store);
}

/** Who opened their Home since; the last one first. */
export async function peopleAtHome(store: Store, company: string, since: Date): Promise<SlackPersonRow[]> {
  return store
    .selectFrom('slack_people')
    .selectAll()
    .where('company', '=', company)
    .where('home_opened_at', '>', since)
    .orderBy('home_opened_at', 'desc')
    .execute();
}
