import type { RequestView } from '#core/contract/request-view.ts';
import { homePageSize } from '../connectors/slack/messages/home.ts';
import type { SectionKey } from '../connectors/slack/messages/sections.ts';
import type { Reader } from '../http/present-request.ts';
import { presentRows } from '../http/read-requests.ts';
import { countQueue, listQueue, type QueueOf } from '../store/approval-queue.ts';
import { inSnapshot } from '../store/snapshot.ts';
import { hiddenFrom } from '../store/visibility.ts';
import type { ApprovalOptions } from './options.ts';
import { promiseWindow } from './promise.ts';

/** A page of somebody's queue, and how much there is in each part. */
export interface QueuePage {
  counts: Record<SectionKey, number>;
  items: RequestView[];
  /** From 1; the last one when fewer are left than were asked for. */
  page: number;
  pages: number;
}

/** Reads a page of what the reader may see. */
export async function readQueue(
  { db }: Pick<ApprovalOptions, 'db'>,
  reader: Reader,
  { chosen, page }: { chosen: SectionKey; page: number },
): Promise<QueuePage> {
  const { company, staff, now } = reader;
  return inSnapshot(db, async (store) => {
    const hidden = await hiddenFrom(store, company.id, staff.id);
    const of: QueueOf = { company: company.id, hidden, window: promiseWindow(company.settings, now) };
    const counts = await countQueue(store, of);
    const pages = Math.max(1, Math.ceil(counts[chosen] / homePageSize));
    const shown = Math.min(Math.max(1, page), pages);
    const offset = (shown - 1) * homePageSize;
    const rows = await listQueue(store, of, { section: chosen, limit: homePageSize, offset });
    return { counts, items: await presentRows(store, rows, reader), page: shown, pages };
  });
}
