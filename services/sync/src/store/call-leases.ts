import { type Kysely, sql } from 'kysely';
import { shareOf } from '#core/call-shares.ts';
import type { Store } from './instances.ts';
import type { Schema } from './schema.ts';

/** Of whom a lease is asked: one limit of one company. */
export interface LeasePlace {
  company: string;
  kind: string;
  /** This process. */
  node: string;
}

/** What a node asks for, in calls per window. */
export interface LeaseRequest {
  /** The limit of all nodes together, as the vendor told this one; null: it did not yet. */
  told: number | null;
  /** Taken where no node was told anything. */
  first: number;
  /** 0 gives everything back. */
  wanted: number;
  /** How long it may be used without asking again. */
  lifeMs: number;
}

/** What a node may do from now on, in calls per window. */
export interface Lease {
  share: number;
  /** Of all nodes together. */
  limit: number;
}

/** A window of the vendor and what a call may be on its way: so long a call still counts. */
const counted = sql`interval '4 seconds'`;

interface LeaseRow {
  node: string;
  told: number | null;
  isAlive: boolean;
  wanted: number;
  held: number;
}

/**
 * Takes a part of a limit for a while: together the nodes never hold more than the limit. A part that was given back, or
 * ran out, is free to others when the calls made with it count no more.
 */
export async function leaseCalls(
  db: Kysely<Schema>,
  place: LeasePlace,
  request: LeaseRequest,
): Promise<Lease> {
  const { company, kind, node } = place;
  return db.transaction().execute(async (store) => {
    const lock = `passerelle.calls.${company}.${kind}`;
    await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 12))`.execute(store);
    const rows = await readLeases(store, place);
    const others = rows.filter((row) => row.node !== node);
    const told = request.told ?? others.find((row) => row.told !== null)?.told ?? null;
    const limit = told ?? request.first;
    const wants = others.map(({ held, wanted, isAlive }) => ({ held, wanted: isAlive ? wanted : 0 }));
    const wanted = Math.min(request.wanted, limit);
    // While the limit is guessed, one call that learns it must not wait for the lease of a node that died.
    const share = Math.max(shareOf(limit, wanted, wants), told === null ? Math.min(wanted, 1) : 0);
    const before = rows.find((row) => row.node === node)?.held ?? 0;
    await keepLease(store, place, request, share, before);
    return { share, limit };
  });
}

async function readLeases(store: Store, { company, kind }: LeasePlace): Promise<LeaseRow[]> {
  const { rows } = await sql<LeaseRow>`
    select node, told, wanted, expires_at > now() as "isAlive",
      greatest(share, case when before_until > now() then share_before else 0 end) as held
    from call_leases
    where company = ${company} and kind = ${kind} and expires_at + ${counted} > now()`.execute(store);
  return rows;
}

async function keepLease(
  store: Store,
  { company, kind, node }: LeasePlace,
  { told, wanted, lifeMs }: LeaseRequest,
  share: number,
  before: number,
): Promise<void> {
  await sql`
    insert into call_leases as lease (company, kind, node, share, wanted, told, expires_at)
    values (${company}, ${kind}, ${node}, ${share}, ${wanted}, ${told}, now() + ${lifeMs} * interval '1 ms')
    on conflict (company, kind, node) do update set share = excluded.share, wanted = excluded.wanted,
      told = excluded.told, expires_at = excluded.expires_at,
      share_before = case when excluded.share < lease.share then ${before}::int else lease.share_before end,
      before_until = case when excluded.share < lease.share then now() + ${counted} else lease.before_until end`.execute(
    store,
  );
  await sql`
    delete from call_leases
    where company = ${company} and kind = ${kind} and expires_at < now() - interval '1 minute'`.execute(
    store,
  );
}
