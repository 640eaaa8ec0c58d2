import type { Kysely } from 'kysely';
import type {
  AttachProposal,
  RequestDetails,
  RequestPage,
  RequestView,
} from '#core/contract/request-view.ts';
import { troubleText } from '#core/crm-reading.ts';
import { isOpen, readAccountRequest } from '#core/processes/account-request/state.ts';
import { readCrmReading } from '../engine/crm-reading.ts';
import { openDealsOfOrganization } from '../store/crm-records.ts';
import { readEffects } from '../store/effects.ts';
import { type InstanceRow, readInstance, type Store } from '../store/instances.ts';
import { readJournal } from '../store/journal.ts';
import { listRequests, type WantedRequests } from '../store/request-list.ts';
import { countRequests } from '../store/requests.ts';
import type { Schema } from '../store/schema.ts';
import { presentDetails, presentRequest, type Reader } from './present-request.ts';
import { writeCursor } from './request-cursor.ts';

/** A page of the list; one read of the requests, one of their effects, one count, one of how reading the CRM went. */
export async function readPage(
  db: Kysely<Schema>,
  wanted: WantedRequests,
  reader: Reader,
): Promise<RequestPage> {
  const { limit } = wanted;
  const { company, language } = reader;
  const [rows, counts, reading] = await Promise.all([
    listRequests(db, company.id, { ...wanted, limit: limit + 1 }),
    countRequests(db, company.id),
    readCrmReading(db, company.id),
  ]);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: await presentRows(db, shown, reader),
    nextCursor: last ? writeCursor(wanted, last.position) : null,
    counts,
    trouble: troubleText(reading, language, company.settings.timeZone),
  };
}

/** Requests as a list shows them; one read of the effects of all. */
export async function presentRows(
  store: Store,
  rows: readonly InstanceRow[],
  reader: Reader,
): Promise<RequestView[]> {
  const ids = rows.map(({ id }) => id);
  const effects = Map.groupBy(await readEffects(store, ids), ({ instanceId }) => instanceId);
  return rows.map((row) => presentRequest(row, effects.get(row.id) ?? [], reader));
}

/** One request of the reader's company with its story; undefined when there is none. */
export async function readDetails(
  store: Store,
  id: string,
  reader: Reader,
): Promise<RequestDetails | undefined> {
  const row = await readInstance(store, id);
  return row && detailsOf(store, row, reader);
}

/** One request in hand with its story; undefined when it is not one of the reader's company. */
export async function detailsOf(
  store: Store,
  row: InstanceRow,
  reader: Reader,
): Promise<RequestDetails | undefined> {
  if (row.company !== reader.company.id || row.process !== 'account-request') return undefined;
  const effects = await readEffects(store, [row.id]);
  const journal = await readJournal(store, row.id);
  return presentDetails(row, effects, journal, await proposalsFor(store, row), reader);
}

/** Deals of the same organization that the request could be attached to (product.md section 3). */
async function proposalsFor(store: Store, row: InstanceRow): Promise<AttachProposal[]> {
  const request = readAccountRequest(row.state, row.version);
  if (!isOpen(request) || !request.organization) return [];
  const deals = await openDealsOfOrganization(store, row.company, request.organization.id);
  return deals
    .filter((deal) => deal.id !== request.dealId && deal.personId !== request.person.id)
    .slice(0, 5)
    .map((deal) => ({ dealId: deal.id, title: deal.title, because: 'organization' as const }));
}
