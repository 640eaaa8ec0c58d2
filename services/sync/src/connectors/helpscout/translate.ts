import { createHash } from 'node:crypto';
import { normaliseEmail, normaliseEmails } from '#core/model/email-address.ts';
import { plainTextOf } from './plain-text.ts';
import type { DeskAttachment, DeskConversation, DeskCustomer, DeskThread, DeskUser } from './port.ts';
import type { Attachment, Conversation, Customer, Thread, User } from './schema.ts';

/** Where people read a conversation, when the answer does not say it (helpscout.md 2.2). */
const webOrigin = 'https://secure.helpscout.net';
/** What Help Scout's scan may say of a file that cannot be opened, or not yet (helpscout.md 2.3: the words are UNVERIFIED). */
const notReady = /pending|scan|process|infect|virus|malware|quarantin|invalid|unsafe|block/i;
const inactiveStates = new Set(['deactivated', 'inactive', 'disabled', 'deleted']);

/** A user in our words; a team is nobody who could act. */
export function toUser(user: User): DeskUser {
  const isOff = user.isActive === false || user.active === false || inactiveStates.has(user.state ?? '');
  return {
    id: user.id,
    name: nameOf(user.firstName, user.lastName) || user.email || String(user.id),
    email: normalised(user.email) ?? '',
    isActive: !isOff && user.type !== 'team',
  };
}

/** A customer in our words, with every usable address. */
export function toCustomer({ id, firstName, lastName, _embedded }: Customer): DeskCustomer {
  const emails = (_embedded?.emails ?? []).map(({ value }) => value ?? '');
  return { id, firstName, lastName, emails: normaliseEmails(emails) };
}

/** A conversation in our words. */
export function toConversation(conversation: Conversation): DeskConversation {
  const { primaryCustomer, assignee } = conversation;
  const { id, mailboxId, subject, status, state, createdAt } = conversation;
  const name = assignee && (nameOf(assignee.first, assignee.last) || assignee.email || '');
  return {
    id,
    number: conversation.number ?? null,
    mailboxId,
    subject,
    status,
    state,
    // One that cannot be read is kept as a gap: whoever writes all of them has to know.
    tags: (conversation.tags ?? []).map(({ tag, name: called }) => tag || called || ''),
    customerId: primaryCustomer?.id ?? null,
    customerEmail: normalised(primaryCustomer?.email),
    assignee: assignee?.id ? { id: assignee.id, name: name ?? '', email: normalised(assignee.email) } : null,
    createdAt,
    look: lookOf(conversation),
    webUrl: webUrlOf(conversation),
  };
}

/** `userUpdatedAt` does not move when a customer writes: the number of entries does (helpscout.md 2.2). */
function lookOf(conversation: Conversation): string {
  const { status, state, subject, mailboxId, primaryCustomer, assignee, threads } = conversation;
  const { userUpdatedAt, modifiedAt, closedAt, customerWaitingSince } = conversation;
  const tags = (conversation.tags ?? []).map(({ tag }) => tag ?? '').sort();
  const people = [primaryCustomer?.id ?? null, normalised(primaryCustomer?.email), assignee?.id ?? null];
  const instants = [userUpdatedAt, modifiedAt, closedAt, customerWaitingSince?.time];
  const told = [status, state, subject, mailboxId, tags, people, threads ?? null, instants.map(orNull)];
  return createHash('sha256').update(JSON.stringify(told), 'utf8').digest('base64url');
}

/** An empty text is none: lists and single answers may differ in that. */
function orNull(text: string | null | undefined): string | null {
  return text || null;
}

/** An entry of a conversation in our words. */
export function toThread(thread: Thread): DeskThread {
  const { id, type, state, createdAt, createdBy, action } = thread;
  const origin = action?.type === 'merged' ? action.associatedEntities?.originalConversation : null;
  return {
    id,
    type,
    state,
    createdAt,
    by: writerOf(createdBy?.type),
    byEmail: normalised(createdBy?.email),
    text: plainTextOf(thread.body),
    savedReplyId: thread.savedReplyId ?? null,
    mergedFromId: origin ?? null,
    attachments: (thread._embedded?.attachments ?? []).map(toAttachment),
  };
}

function toAttachment(attachment: Attachment): DeskAttachment {
  const { id, size, state } = attachment;
  return {
    id,
    name: attachment.filename || attachment.fileName || String(id),
    mimeType: attachment.mimeType || 'application/octet-stream',
    size,
    isReady: size > 0 && !notReady.test(state ?? ''),
  };
}

/** `system_user` is Help Scout's own AI (helpscout.md 2.8). */
function writerOf(type: string | null | undefined): DeskThread['by'] {
  if (type === 'customer') return 'customer';
  return type === 'user' ? 'staff' : 'other';
}

/** Becomes a link in front of staff: nothing but a page may be behind it. */
function webUrlOf({ id, number, _links }: Conversation): string {
  const told = _links?.web?.href ?? '';
  return /^https?:\/\//i.test(told) ? told : `${webOrigin}/conversation/${id}/${number ? `${number}/` : ''}`;
}

function nameOf(first: string, last: string): string {
  return `${first} ${last}`.trim();
}

function normalised(email: string | null | undefined): string | null {
  return email ? normaliseEmail(email) : null;
}

/** An instant as Help Scout takes it: fractions of a second are refused (helpscout.md 2.1). */
export function toDeskDate(at: Date): string {
  return at.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
