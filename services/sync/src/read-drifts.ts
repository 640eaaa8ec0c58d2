import { driftsOf } from '#core/processes/account-request/drift.ts';
import { readAccountRequest } from '#core/processes/account-request/state.ts';
import { observeAccount } from './deliveries/observe-account.ts';
import { accountsOf } from './parts.ts';
import type { AccountParts } from './read-accounts.ts';
import { readFact, writeFact } from './store/company-facts.ts';
import { readCrmRecord } from './store/crm-records.ts';
import { drifting, hasNoDeal, keepDrifts } from './store/drifts.ts';
import { readEffects } from './store/effects.ts';
import { type InstanceRow, lockInstance, type Store } from './store/instances.ts';
import { onOneNode } from './store/one-node.ts';
import { ListPosition, listRequests } from './store/request-list.ts';

/** In one run, of one company: half for what differs already, half for the next ones of the circle. */
const halfMax = 50;
const factName = 'drift-checked-until';

/**
 * Compares accepted requests with the outside, some at a time, in a circle over all of them; those that differ are
 * looked at each time. The directory is asked; of Pipedrive what it told already is taken: no call, no token.
 *
 * @returns to be called again and again, on any node
 */
export function readDrifts(parts: AccountParts) {
  return async (signal: AbortSignal): Promise<void> => {
    // Nothing is done in shadow: all of it would differ.
    if (parts.environment.SHADOW === 'on') return;
    for (const companyId of parts.companies.ids()) {
      const work = () => compareSome(parts, companyId, signal);
      await onOneNode(parts.database.db, `passerelle.drifts.${companyId}`, work);
    }
  };
}

async function compareSome(parts: AccountParts, companyId: string, signal: AbortSignal): Promise<void> {
  const { db } = parts.database;
  const rows = new Map((await drifting(db, companyId, halfMax)).map((row) => [row.id, row]));
  for (const row of await nextOfCircle(db, companyId)) rows.set(row.id, row);
  for (const row of rows.values()) {
    signal.throwIfAborted();
    await compare(parts, row);
  }
}

/** The place in the circle goes on before they are looked at: one that cannot be read holds up nobody. */
async function nextOfCircle(db: Store, companyId: string): Promise<InstanceRow[]> {
  const after = ListPosition.nullable().safeParse(await readFact(db, companyId, factName)).data ?? null;
  const next = await listRequests(db, companyId, { ...circle, after });
  await writeFact(db, companyId, factName, next.length < halfMax ? null : (next.at(-1)?.position ?? null));
  return next;
}

const circle = {
  steps: ['accepted'],
  search: '',
  source: null,
  ownerId: null,
  sort: 'submittedAt',
  direction: 'asc',
  limit: halfMax,
} as const;

async function compare(parts: AccountParts, row: InstanceRow): Promise<void> {
  const { database, companies, bell, log } = parts;
  const { db } = database;
  const effects = await readEffects(db, [row.id]);
  // What was decided in shadow was never done.
  if (effects.some(({ shadow }) => shadow !== null)) return;
  const observing = { db, bell, companyOf: companies.companyOf };
  try {
    const seen = await observeAccount(observing, row, accountsOf(parts, row.company).get);
    // The directory did not say: nothing is known anew.
    if (seen === undefined) return;
  } catch (error) {
    log.warn(
      { instanceId: row.id, error: (error as Error).message },
      'the directory was not asked about an account',
    );
    return;
  }
  await db.transaction().execute(async (store) => {
    const locked = await lockInstance(store, row.id);
    if (!locked) return;
    const { company } = row;
    const request = readAccountRequest(locked.row.state, locked.row.version);
    const { dealId, person, organization } = request;
    const records = { dealId, personId: person.id, organizationId: organization?.id ?? null };
    const seen = {
      dealIsGone: await hasNoDeal(store, company, records),
      personIsGone: (await readCrmRecord(store, company, 'person', person.id))?.deleted === true,
    };
    await keepDrifts(store, row, driftsOf(request, seen, companies.companyOf(company)));
  });
}
