import { sql } from 'kysely';
import { suspectSteps } from '#core/model/conversion.ts';
import type { Store } from './instances.ts';
import { isHiddenFrom } from './visibility.ts';

/** Whose week is told, and which one. Days are YYYY-MM-DD, `since` is an ISO instant. */
export interface WeekWanted {
  company: string;
  staffIds: readonly number[];
  today: string;
  /** The last day of the week. */
  until: string;
  /** When the week before began. */
  since: string;
  /** So many lines of a kind for each owner; all are counted. */
  linesMax: number;
}

interface OwnedRow {
  ownerId: number;
  /** The client's name, as far as it is known. */
  client: string;
  /** How many there are of the kind, those left out included. */
  total: number;
}

export interface DueRow extends OwnedRow {
  text: string;
  dueOn: string;
  isLate: boolean;
}

export interface MovedRow extends OwnedRow {
  step: string;
}

export interface UsesRow {
  ownerId: number;
  live: number;
  /** Since the week before began. */
  newlyLive: number;
}

const ownerId = sql`instances.deal_owner_id`;
const about = sql`
  ${ownerId} as "ownerId", coalesce(
    nullif(instances.state #>> '{organization,name}', ''), nullif(instances.state ->> 'title', ''),
    instances.state #>> '{person,name}', '') as client`;

/** Conversions of these owners, each as far as its owner may see it. */
const owned = ({ company, staffIds }: WeekWanted) => sql`
  company = ${company} and process = 'customer-conversion'
  and ${ownerId} = any (${[...staffIds]}::bigint[]) and not ${isHiddenFrom(ownerId)}`;

/** The open promises of each owner that are late, or due until the end of the week; one statement for all owners. */
export async function duePromises(store: Store, wanted: WeekWanted): Promise<DueRow[]> {
  const found = await sql<DueRow>`
    select * from (
      select *, count(*) over kind as total, row_number() over (kind order by "dueOn", id, number) as place
      from (
        select ${about}, id, promise.number, promise.text, promise."dueOn",
          promise."dueOn" < ${wanted.today} as "isLate"
        from instances cross join lateral jsonb_to_recordset(instances.state -> 'promises') as promise
          (number int, text text, state text, "dueOn" text)
        where ${owned(wanted)} and due_on <= ${wanted.until}
          and promise.state = 'open' and promise."dueOn" <= ${wanted.until}
      ) due window kind as (partition by "ownerId", "isLate")
    ) placed where place <= ${wanted.linesMax} order by "ownerId", place`.execute(store);
  return found.rows;
}

/**
 * The clients of each owner who came to another step since the week before began, and still go on. Whoever was found
 * where they are when we began to follow them did not move.
 */
export async function movedOn(store: Store, wanted: WeekWanted): Promise<MovedRow[]> {
  const found = await sql<MovedRow>`
    select * from (
      select *, count(*) over kind as total, row_number() over (kind order by "stepSince" desc, id) as place
      from (
        select ${about}, id, step, instances.state ->> 'stepSince' as "stepSince" from instances
        where ${owned(wanted)} and updated_at >= ${wanted.since} and step not in ('identified', 'ended')
          and instances.state ->> 'stepSince' >= ${wanted.since}
          and instances.state ->> 'stepSince' is distinct from instances.state #>> '{reachedAt,identified}'
      ) moved window kind as (partition by "ownerId")
    ) placed where place <= ${wanted.linesMax} order by "ownerId", place`.execute(store);
  return found.rows;
}

/** The uses of each owner's clients that are live. */
export async function usesLive(store: Store, wanted: WeekWanted): Promise<UsesRow[]> {
  const found = await sql<UsesRow>`
    select ${ownerId} as "ownerId", count(*) as live,
      count(*) filter (where "useCase"."changedAt" >= ${wanted.since}) as "newlyLive"
    from instances cross join lateral jsonb_to_recordset(instances.state -> 'useCases') as "useCase"
      (state text, "changedAt" text)
    where ${owned(wanted)} and step <> all (${[...suspectSteps]}) and "useCase".state = 'live'
    group by 1`.execute(store);
  return found.rows;
}
