import type { Company } from '#core/company.ts';
import type { EarlierConversation } from '#core/contract/conversation-view.ts';
import { recognised } from '#core/processes/conversation/recognise.ts';
import { newConversation, readConversation } from '#core/processes/conversation/state.ts';
import type { DeskConversation } from '../../connectors/helpscout/port.ts';
import type { InstanceRow } from '../../store/instances.ts';

/** So many at most are shown. */
const shownMax = 10;

/**
 * The other conversations of a customer, the newest first: those that are followed here, and what Help Scout told.
 * @param id of the conversation that is looked at
 */
export function presentEarlier(
  id: number,
  followed: readonly InstanceRow[],
  told: readonly DeskConversation[],
  company: Company,
): EarlierConversation[] {
  const shown = new Map<number, EarlierConversation>();
  for (const conversation of told) {
    if (conversation.state !== 'deleted') shown.set(conversation.id, presentTold(conversation, company));
  }
  for (const row of followed) {
    const known = presentFollowed(row);
    if (known) shown.set(known.id, known.view);
  }
  shown.delete(id);
  return [...shown.values()].toSorted((a, b) => b.at.localeCompare(a.at)).slice(0, shownMax);
}

function presentFollowed(row: InstanceRow): { id: number; view: EarlierConversation } | null {
  if (row.process !== 'conversation') return null;
  const { facts, because, step } = readConversation(row.state, row.version);
  if (!facts || step === 'gone') return null;
  const { id, number, subject, createdAt: at, webUrl } = facts;
  return { id, view: { number, subject, at, webUrl, isAboutAccounts: because !== null } };
}

function presentTold(
  { id, number, subject, createdAt: at, webUrl, tags }: DeskConversation,
  company: Company,
): EarlierConversation {
  const because = recognised(newConversation(id), { subject, tags, usedSavedReply: false }, company);
  return { number, subject, at, webUrl, isAboutAccounts: because !== null };
}
