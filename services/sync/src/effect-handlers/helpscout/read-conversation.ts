import type { EffectResult } from '#core/effects.ts';
import type { ConversationFacts, ThreadFacts } from '#core/model/conversation.ts';
import { normaliseEmail, normaliseEmails } from '#core/model/email-address.ts';
import type {
  DeskConversation,
  DeskCustomer,
  DeskThread,
  Helpscout,
} from '../../connectors/helpscout/port.ts';
import type { Handler } from '../handler.ts';
import { type DeskOf, deskNow } from './desk.ts';
import type { IsFollowed } from './followed.ts';
import type { Links } from './links.ts';
import type { OurReplies } from './our-replies.ts';

/** Older entries say nothing that was not read when they were new. */
const threadsMax = 50;

/** A conversation with its entries and its customer: a webhook is only a hint of it (helpscout.md 3). */
export function readConversation(
  deskOf: DeskOf,
  { wereMerged, clientWrote }: Pick<Links, 'wereMerged' | 'clientWrote'>,
  { isFollowed, ourReplies }: { isFollowed: IsFollowed; ourReplies: OurReplies },
): Handler<'read-conversation'> {
  return {
    vendor: 'helpscout',
    run: async ({ conversationId }, { company }) => {
      const { background } = deskNow(deskOf);
      const read = await readFacts(background, conversationId, (mailboxId) => ourReplies(company, mailboxId));
      await wereMerged(company.id, read.mergedFromIds);
      // One that was moved away, or never was ours, is as good as gone.
      if (read.facts && !(await isFollowed(company, read.facts.mailboxId))) return { ...read, facts: null };
      const said = read.facts?.threads.find(({ kind, isDraft }) => kind === 'customer' && !isDraft);
      if (read.facts && said) await clientWrote(company.id, read.facts.customer.emails, said.at);
      return read;
    },
  };
}

/** `mergedFromIds`: what was merged into it; webhooks tell of the one that is left alone (helpscout.md 3). */
type ReadConversation = EffectResult<'read-conversation'> & { mergedFromIds: number[] };

/**
 * A conversation as it is now; without facts it is gone, into another one where it was merged.
 *
 * @param oursIn the ids of our saved replies in an inbox
 */
export async function readFacts(
  desk: Pick<Helpscout, 'conversation' | 'threads' | 'customer'>,
  conversationId: number,
  oursIn: (mailboxId: number) => Promise<ReadonlySet<number>>,
): Promise<ReadConversation> {
  const answer = await desk.conversation(conversationId);
  if (answer.kind === 'merged') return { facts: null, mergedIntoId: answer.intoId, mergedFromIds: [] };
  if (answer.kind === 'gone' || answer.conversation.state === 'deleted')
    return { facts: null, mergedIntoId: null, mergedFromIds: [] };
  const { conversation } = answer;
  const { customerId, mailboxId } = conversation;
  // Its entries after it: what is written in between gives it another look than the one that is kept.
  const [threads, customer, ours] = await Promise.all([
    desk.threads(conversationId, threadsMax),
    customerId === null ? null : desk.customer(customerId),
    oursIn(mailboxId),
  ]);
  const usedSavedReply = threads.some(({ savedReplyId }) => savedReplyId !== null && ours.has(savedReplyId));
  const mergedFromIds = [...new Set(threads.flatMap(({ mergedFromId }) => mergedFromId ?? []))];
  const facts = { ...factsOf(conversation, threads, customer), usedSavedReply };
  return { facts, mergedIntoId: null, mergedFromIds };
}

function factsOf(
  conversation: DeskConversation,
  threads: readonly DeskThread[],
  customer: DeskCustomer | null,
): Omit<ConversationFacts, 'usedSavedReply'> {
  const { id, number, mailboxId, subject, status, tags, webUrl, createdAt, look } = conversation;
  const { customerEmail, assignee } = conversation;
  const told = threads.map(threadFacts);
  return {
    ...{ id, number, mailboxId, subject, status, tags, webUrl, createdAt, look },
    customer: customerFacts(customer, customerEmail),
    assignee: assignee && { name: assignee.name, email: assignee.email },
    threads: told,
    hasOlder: threads.length >= threadsMax,
    attachments: threads.filter((_, index) => told[index]?.kind === 'customer').flatMap(attachmentFacts),
  };
}

/** A customer whom the help desk deleted is known by the address of the conversation alone. */
function customerFacts(customer: DeskCustomer | null, email: string | null): ConversationFacts['customer'] {
  const emails = normaliseEmails([email ?? '', ...(customer?.emails ?? [])]);
  return {
    id: customer?.id ?? null,
    firstName: customer?.firstName ?? '',
    lastName: customer?.lastName ?? '',
    emails,
  };
}

function threadFacts(thread: DeskThread): ThreadFacts {
  const { id, state, createdAt: at, byEmail } = thread;
  // A reply that somebody still has to approve has not left either.
  const isDraft = state === 'draft' || state === 'underreview';
  const email = byEmail === null ? null : (normaliseEmail(byEmail) ?? byEmail);
  return { id, kind: kindOf(thread), isDraft, at, byEmail: email };
}

/** The words of the API for what agents write: `message` when it is read, `reply` when it is written (helpscout.md 2.3). */
function kindOf({ type, by }: DeskThread): ThreadFacts['kind'] {
  if (type === 'note') return 'note';
  if (type === 'message' || type === 'reply') return 'reply';
  if (type === 'customer') return 'customer';
  if (type !== 'chat' && type !== 'phone') return 'other';
  return by === 'customer' ? 'customer' : 'reply';
}

function attachmentFacts({ id: threadId, createdAt: at, attachments }: DeskThread) {
  return attachments.map((attachment) => ({ ...attachment, threadId, at }));
}
