import { customerOf } from '../../helpscout/lookup.ts';
import type { Conversation } from '../../helpscout/records.ts';
import { type Desk, nameOf } from './desk.ts';

export const folders = ['unassigned', 'mine', 'assigned', 'closed', 'spam'] as const;
export type Folder = (typeof folders)[number];

/** The folder that is asked for; "unassigned" for anything else. */
export function folderOf(asked: unknown): Folder {
  return folders.find((folder) => folder === asked) ?? 'unassigned';
}

export function folderName({ context: { t } }: Desk, folder: Folder): string {
  const names: Record<Folder, string> = {
    unassigned: t('Non attribuées', 'Unassigned'),
    mine: t('Les miennes', 'Mine'),
    assigned: t('Attribuées', 'Assigned'),
    closed: t('Closes', 'Closed'),
    spam: t('Indésirables', 'Spam'),
  };
  return names[folder];
}

/** The conversations of a folder, those changed last first. */
export function inFolder(desk: Desk, inboxId: number, folder: Folder): Conversation[] {
  const isIn = ({ mailboxId, status, assigneeId }: Conversation): boolean => {
    if (mailboxId !== inboxId) return false;
    if (status === 'closed' || status === 'spam') return folder === status;
    if (assigneeId === null) return folder === 'unassigned';
    return folder === 'assigned' || (folder === 'mine' && assigneeId === desk.agent.id);
  };
  return newestFirst(desk.memory.conversations.filter(isIn));
}

/** Whatever holds all the words in number, subject, tags or the customer's name and addresses; of every inbox. */
export function search(desk: Desk, asked: string): Conversation[] {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  return newestFirst(
    desk.memory.conversations.filter((conversation) => {
      const text = searchedText(desk, conversation);
      return words.every((word) => text.includes(word));
    }),
  );
}

function searchedText(desk: Desk, { number, subject, tags, customerId }: Conversation): string {
  const customer = customerOf(desk, customerId);
  const who = customer ? [nameOf(customer), ...customer.emails.map(({ value }) => value)] : [];
  return [`#${number}`, subject, ...tags, ...who].join(' ').toLowerCase();
}

function newestFirst(conversations: Conversation[]): Conversation[] {
  return conversations
    .filter(({ state, mergedIntoId }) => state !== 'deleted' && mergedIntoId === null)
    .sort((one, other) => other.modifiedAt.localeCompare(one.modifiedAt) || other.id - one.id);
}
