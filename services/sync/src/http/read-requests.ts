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
import { countFound } from '../store/count-found.ts';
import { openDealsOfOrganization } from '../store/crm-facts.ts';
import { readEffects } from '../store/effects.ts';
import type { InstanceRow, Store } from '../store/instances.ts';
import { readJournal } from '../store/journal.ts';
import { listRequests, stepOrder, type WantedRequests } from '../store/request-list.ts';
import { countRequests } from '../store/requests.ts';
import type { Schema } from '../store/schema.ts';
import { hiddenFrom, hiddenRecords, readVisible } from '../store/visibility.ts';
import { presentDetails, presentRequest, type Reader, type Unseen } from './present-request.ts';
import { writeCursor } from './request-cursor.ts';

/**
 * A page of the list; one read of who may see what, one of the requests, one of their effects, one count, one of how
 * reading the CRM went; one count more where the list is narrowed.
 */
export async function readPage(
  db: Kysely<Schema>,
  wanted: WantedRequests,
  reader: Reader,
): Promise<RequestPage> {
  const { limit } = wanted;
  const { company, language, staff } = reader;
  const hidden = await hiddenFrom(db, company.id, staff.id);
  const isNarrowed = wanted.search.trim() !== '' || wanted.source !== null || wanted.ownerId !== null;
  const [rows, counts, reading, found] = await Promise.all([
    listRequests(db, company.id, { ...wanted, hidden, limit: limit + 1 }),
    countRequests(db, company.id, hidden),
    readCrmReading(db, company.id),
    isNarrowed ? countFound(db, company.id, { ...wanted, hidden }) : null,
  ]);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: await presentRows(db, shown, reader),
    nextCursor: last ? writeCursor(wanted, last.position) : null,
    counts,
    total: isNarrowed ? found : sumOf(counts, wanted.steps),
    trouble: troubleText(reading, language, company.settings.timeZone),
  };
}

/** How many stand in these steps; none of them = in every step. */
function sumOf(counts: RequestPage['counts'], steps: WantedRequests['steps']): number {
  const shown = steps.length > 0 ? steps : stepOrder;
  return shown.reduce((sum, step) => sum + counts[step], 0);
}

/**
 * Requests as a list shows them; one read of the effects of all, one of their duplicates and one of their other deals
 * where there are some.
 */
export async function presentRows(
  store: Store,
  rows: readonly InstanceRow[],
  reader: Reader,
): Promise<RequestView[]> {
  const ids = rows.map(({ id }) => id);
  const effects = Map.groupBy(await readEffects(store, ids), ({ instanceId }) => instanceId);
  const unseen = await unseenBeside(store, rows, reader);
  return rows.map((row) => presentRequest(row, effects.get(row.id) ?? [], reader, unseen));
}

/** One request of the reader's company with its story; undefined when there is none that the reader may see. */
export async function readDetails(
  store: Store,
  id: string,
  reader: Reader,
): Promise<RequestDetails | undefined> {
  const row = await readVisible(store, id, reader.staff.id);
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
  const unseen = await unseenBeside(store, [row], reader);
  return presentDetails(row, effects, journal, await proposalsFor(store, row, reader), reader, unseen);
}

/** Other persons and deals about the requests that the reader may not see: neither named nor counted. */
async function unseenBeside(
  store: Store,
  rows: readonly InstanceRow[],
  { company, staff }: Reader,
): Promise<Unseen> {
  const requests = rows.map(({ state, version }) => readAccountRequest(state, version));
  const personIds = requests.flatMap(({ duplicates }) => duplicates.map(({ personId }) => personId));
  const dealIds = requests.flatMap(({ otherDealIds }) => otherDealIds);
  return {
    persons: await hiddenRecords(store, company.id, 'person', personIds, staff.id),
    deals: await hiddenRecords(store, company.id, 'deal', dealIds, staff.id),
  };
}

/** Deals of the same organization that the request could be attached to (product.md section 3). */
async function proposalsFor(store: Store, row: InstanceRow, { staff }: Reader): Promise<AttachProposal[]> {
  const request = readAccountRequest(row.state, row.version);
  if (!isOpen(request) || !request.organization) return [];
  const deals = await openDealsOfOrganization(store, row.company, request.organization.id, staff.id);
  return deals
    .filter((deal) => deal.id !== request.dealId && deal.personId !== request.person.id)
    .slice(0, 5)
    .map((deal) => ({ dealId: deal.id, title: deal.title, because: 'organization' as const }));
}
