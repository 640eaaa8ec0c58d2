import { sql } from 'kysely';
import type { DriftKind } from '#core/model/drift.ts';
import type { InstanceRow, Store } from './instances.ts';

/** A difference that is to be looked at. */
export interface Drift {
  instanceId: string;
  company: string;
  kind: DriftKind;
  since: Date;
}

type Which = Pick<Drift, 'instanceId' | 'kind'>;

/** A write may be on its way: what was seen once, or twice within this time, is not listed yet. */
const apartSeconds = 120;
/** So long a repair has until it is listed again. */
const repairSeconds = 900;
const shownMax = 500;

/** Seen twice, and nobody is at it. */
const isListed = sql`accepted_at is null and seen_at >= found_at + ${sql.lit(apartSeconds)} * interval '1 second'
  and (repair_asked_at is null or repair_asked_at < clock_timestamp() - ${sql.lit(repairSeconds)} * interval '1 second')`;

/** A difference with the request it is about. */
export interface ListedDrift extends Drift, Pick<InstanceRow, 'state' | 'version'> {}

/** What is listed, of all companies, the oldest first. */
export async function listDrifts(store: Store): Promise<ListedDrift[]> {
  const found = await sql<ListedDrift>`
    select instance_id as "instanceId", drifts.company, kind, found_at as since, state, version
    from drifts join instances on instances.id = instance_id
    where ${isListed} order by found_at, instance_id, kind limit ${shownMax}`.execute(store);
  return found.rows;
}

/** How many are listed. */
export async function countDrifts(store: Store): Promise<{ kind: DriftKind; count: number }[]> {
  const found = await sql<{ kind: DriftKind; count: number }>`
    select kind, count(*)::int as count from drifts where ${isListed} group by kind order by kind`.execute(
    store,
  );
  return found.rows;
}

/** It is listed no more while it stays. @returns whether it was listed */
export async function noteAccepted(store: Store, { instanceId, kind }: Which): Promise<boolean> {
  const done = await sql`update drifts set accepted_at = clock_timestamp()
    where instance_id = ${instanceId} and kind = ${kind} and ${isListed}`.execute(store);
  return done.numAffectedRows === 1n;
}

/** It is not listed while it is repaired. @returns whether it was listed */
export async function noteRepair(store: Store, { instanceId, kind }: Which): Promise<boolean> {
  const done = await sql`update drifts set repair_asked_at = clock_timestamp()
    where instance_id = ${instanceId} and kind = ${kind} and ${isListed}`.execute(store);
  return done.numAffectedRows === 1n;
}

/** Keeps what was seen of a request at this moment: new kinds are added, those not seen any more go. */
export async function keepDrifts(
  store: Store,
  { id, company }: Pick<InstanceRow, 'id' | 'company'>,
  kinds: readonly DriftKind[],
): Promise<void> {
  const seen = sql`${[...kinds]}::text[]`;
  await sql`delete from drifts where instance_id = ${id} and not kind = any(${seen})`.execute(store);
  await sql`
    insert into drifts (instance_id, kind, company, found_at, seen_at)
    select ${id}::uuid, kind, ${company}, clock_timestamp(), clock_timestamp() from unnest(${seen}) as seen (kind)
    on conflict (instance_id, kind) do update set seen_at = excluded.seen_at`.execute(store);
}

/** Requests with a difference that nobody took as right, those not looked at for longest first. */
export async function drifting(store: Store, company: string, max: number): Promise<InstanceRow[]> {
  const found = await sql<InstanceRow>`
    select id, instances.company, process, version, revision, step, state, created_at as "createdAt"
    from instances
    join (select instance_id, min(seen_at) as seen_at from drifts
      where company = ${company} and accepted_at is null group by instance_id) as open on instance_id = id
    order by seen_at, id limit ${max}`.execute(store);
  return found.rows;
}

/** Whether a deal is deleted, or unknown, and neither the person nor the organization of a request has one. */
export async function hasNoDeal(
  store: Store,
  company: string,
  {
    dealId,
    personId,
    organizationId,
  }: { dealId: number | null; personId: number; organizationId: number | null },
): Promise<boolean> {
  const found = await sql<{ gone: boolean }>`
    select not exists (
      select from crm_records where company = ${company} and entity = 'deal' and not deleted
        and (id = ${dealId} or person_id = ${personId} or organization_id = ${organizationId})
    ) as gone`.execute(store);
  return found.rows[0]?.gone === true;
}
