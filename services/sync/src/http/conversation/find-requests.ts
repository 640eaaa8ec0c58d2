import { isOpen, readAccountRequest } from '#core/processes/account-request/state.ts';
import type { InstanceRow, Store } from '../../store/instances.ts';
import { linkedInstances } from '../../store/links.ts';
import { readVisible } from '../../store/visibility.ts';
import type { Caller } from '../authenticate-surface.ts';
import type { ConversationOptions } from './options.ts';

/** So many people at most are shown beside one conversation. */
const shownMax = 10;

/** Of whom requests are looked for. */
export interface Sought {
  /** Every address of the customer, normalised. */
  emails: readonly string[];
  /** The requests that the conversation belongs to for certain. */
  linkedIds: readonly string[];
}

/**
 * The account requests a conversation may be about, as far as the caller may see them: those it belongs to first, then
 * those that wait for somebody, the newest first. Nobody is guessed.
 */
export async function findRequests(
  { db, askAgain }: Pick<ConversationOptions, 'db' | 'askAgain'>,
  caller: Pick<Caller, 'company' | 'staff'>,
  { emails, linkedIds }: Sought,
): Promise<InstanceRow[]> {
  const byEmail = await linkedInstances(db, caller.company.id, 'email', emails);
  const ids = byEmail.filter(({ process }) => process === 'account-request').map(({ id }) => id);
  const found = await Promise.all(
    [...new Set([...linkedIds, ...ids])].map((id) => seen({ db, askAgain }, caller, id)),
  );
  const rank = (row: InstanceRow) =>
    (linkedIds.includes(row.id) ? 4 : 0) + (row.step === 'withdrawn' ? 0 : 2);
  return found
    .filter((row) => row !== undefined)
    .toSorted((a, b) => rank(b) - rank(a) || b.createdAt.getTime() - a.createdAt.getTime())
    .slice(0, shownMax);
}

/** Of these addresses, the requests that still wait for a decision, the newest first. */
export async function openRequests(
  store: Store,
  companyId: string,
  emails: readonly string[],
  staffId: number,
): Promise<InstanceRow[]> {
  const rows = await linkedInstances(store, companyId, 'email', emails);
  const open = rows.filter(
    ({ process, state, version }) =>
      process === 'account-request' && isOpen(readAccountRequest(state, version)),
  );
  const seenOnes = await Promise.all(open.map(({ id }) => readVisible(store, id, staffId)));
  return seenOnes.filter((row) => row !== undefined).toReversed();
}

/** A request of the company that somebody may see; that they may not is not said without asking again. */
export async function seen(
  { db, askAgain }: Pick<ConversationOptions, 'db' | 'askAgain'>,
  caller: Pick<Caller, 'company' | 'staff'>,
  id: string,
): Promise<InstanceRow | undefined> {
  const read = async () => {
    const row = await readVisible(db, id, caller.staff.id);
    return row?.company === caller.company.id && row.process === 'account-request' ? row : undefined;
  };
  return (await read()) ?? ((await askAgain(caller, id)) ? read() : undefined);
}
