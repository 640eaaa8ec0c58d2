import type pg from 'pg';
import { KeepingError } from './backup-format.ts';
import { type FoundPerson, sought, soughtValues } from './find-person.ts';

/**
 * Decisions are kept with who took them: a colleague is not erased.
 * @throws KeepingError when the address is one of the team's
 */
export async function refuseColleague(client: pg.ClientBase, found: FoundPerson): Promise<void> {
  const { rows } = await client.query<{ isColleague: boolean }>(
    `${sought} select exists (select from company_facts where name = 'catalogue' and (value -> 'staff')::text ~* named
        and (sought.company is null or company_facts.company = sought.company))
      or exists (select from slack_people where staff_id is not null and email ~* named
        and (sought.company is null or slack_people.company = sought.company)) as "isColleague" from sought`,
    soughtValues(found, []),
  );
  if (rows[0]?.isColleague)
    throw new KeepingError(
      'That is the address of a colleague in Pipedrive: what they decided stays with their name. Nothing was changed.',
    );
}

/** So long a call to the outside may take, and its result be on its way. */
const callMinutes = 10;

/** @throws KeepingError while a call to the outside is being made for them: what comes of it would have no place */
export async function refuseCalls(client: pg.ClientBase, { own }: FoundPerson): Promise<void> {
  const calls = await client.query(
    `select from effects where instance_id::text = any ($1) and state = 'running'
      and started_at > clock_timestamp() - ${callMinutes} * interval '1 minute'`,
    [own],
  );
  if (calls.rowCount)
    throw new KeepingError(
      'Something is being done for this person this very moment: try again in a minute. Nothing was changed.',
    );
}

const openSteps = ['incomplete', 'pending', 'awaiting-evidence', 'accepting', 'refusing'];

/**
 * What is not ended would go on without knowing of whom, or never end.
 * @throws KeepingError naming what is open
 */
export async function refuseOpen(client: pg.ClientBase, { own, deliveries }: FoundPerson): Promise<void> {
  const open = await client.query<{ what: string }>(
    `select process || ' ' || id || ' (' || step || ')' as what from instances as t
      where id::text = any ($1) and (
        (process = 'account-request' and step = any ($2)) or (process = 'submission' and step <> 'entered')
        or (process = 'customer-conversion' and state ->> 'endedBecause' is null)
        or exists (select from effects where instance_id = t.id and state in ('waiting', 'running', 'retrying')))
    union all select 'delivery ' || id || ' (' || state || ')' from deliveries
      where id = any ($3::bigint[]) and state = 'recorded'`,
    [own, openSteps, deliveries],
  );
  if (open.rows.length === 0) return;
  const list = open.rows.map(({ what }) => `  ${what}`).join('\n');
  throw new KeepingError(
    `Of this person is not ended:\n${list}\nEnd it first (refuse the request, mark the deal as lost), or say --even-running: what was not done yet is then never done. Nothing was changed.`,
  );
}
