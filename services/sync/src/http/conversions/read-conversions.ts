import type { ConversionDetails, ConversionPage } from '#core/contract/conversion-view.ts';
import { readConversion } from '#core/processes/customer-conversion/state.ts';
import {
  type ConversionPosition,
  countConversions,
  listConversions,
  type WantedConversions,
} from '../../store/conversion-reads.ts';
import { readEffects } from '../../store/effects.ts';
import type { InstanceRow, Store } from '../../store/instances.ts';
import { readJournal } from '../../store/journal.ts';
import { inSnapshot } from '../../store/snapshot.ts';
import { hiddenFrom, readVisible, visibleOf } from '../../store/visibility.ts';
import { type Caller, readerOf } from '../authenticate-surface.ts';
import type { Reader } from '../present-request.ts';
import { writeConversionCursor } from './cursor.ts';
import type { ConversionOptions } from './options.ts';
import { presentConversion } from './present-conversion.ts';
import { presentConversionDetails } from './present-details.ts';

/** What a page of the list is asked by. */
export type WantedPage = Omit<WantedConversions, 'hidden'> & {
  after: ConversionPosition | null;
  limit: number;
};

/** A page of the list: one read of who may see what, one of the conversions, one count. */
export async function readConversionPage(
  store: Store,
  page: WantedPage,
  reader: Reader,
): Promise<ConversionPage> {
  const { company, staff } = reader;
  const { limit } = page;
  const wanted = { ...page, hidden: await hiddenFrom(store, company.id, staff.id) };
  const rows = await listConversions(store, company.id, { ...wanted, limit: limit + 1 });
  const total = await countConversions(store, company.id, wanted);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => presentConversion(row, reader)),
    nextCursor: last ? writeConversionCursor(last) : null,
    total,
  };
}

/** The first of these conversions that the caller may see; that they may see none is not said without asking again. */
export async function conversionFor(
  { db, askAgain }: Pick<ConversionOptions, 'db' | 'askAgain'>,
  caller: Caller,
  ids: readonly string[],
): Promise<ConversionDetails | undefined> {
  const read = (id: string) => inSnapshot(db, (store) => readConversionDetails(store, id, readerOf(caller)));
  for (const id of ids) {
    const details = await read(id);
    if (details) return details;
  }
  const [closest] = ids;
  if (closest === undefined || !(await askAgain(caller, closest))) return undefined;
  return read(closest);
}

async function readConversionDetails(
  store: Store,
  id: string,
  reader: Reader,
): Promise<ConversionDetails | undefined> {
  const row = await readVisible(store, id, reader.staff.id);
  return row && conversionDetailsOf(store, row, reader);
}

/** One conversion in hand with its story; undefined when it is none, or of another company. */
export async function conversionDetailsOf(
  store: Store,
  row: InstanceRow,
  reader: Reader,
): Promise<ConversionDetails | undefined> {
  if (row.company !== reader.company.id || row.process !== 'customer-conversion') return undefined;
  const { requestId } = readConversion(row.state, row.version);
  const seen = await visibleOf(store, requestId === null ? [] : [requestId], reader.staff.id);
  const effects = await readEffects(store, [row.id]);
  const journal = await readJournal(store, row.id);
  const isRequestSeen = requestId !== null && seen.has(requestId);
  return presentConversionDetails(row, { effects, journal, isRequestSeen }, reader);
}
