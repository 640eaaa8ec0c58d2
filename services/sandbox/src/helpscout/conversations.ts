import type { HelpscoutContext } from './helpscout-context.ts';
import { nextId, nextNumber } from './ids.ts';
import type { Conversation } from './records.ts';
import { toSeconds } from './times.ts';
import { touch } from './writing.ts';

/** Adds a conversation without any entry. Tells nobody. */
export function addConversation(
  context: HelpscoutContext,
  given: Pick<Conversation, 'subject' | 'mailboxId' | 'customerId' | 'createdBy'> & Partial<Conversation>,
): Conversation {
  const createdAt = toSeconds(context.now());
  const added: Conversation = {
    id: nextId(context),
    number: nextNumber(context),
    status: 'active',
    state: 'published',
    assigneeId: null,
    tags: [],
    createdAt,
    modifiedAt: createdAt,
    userUpdatedAt: createdAt,
    closedAt: null,
    closedById: null,
    mergedIntoId: null,
    ...given,
  };
  context.memory.conversations.push(added);
  context.changed();
  return added;
}

/** All tags of a conversation are these now; unknown names become tags. `convo.tags` is told when they changed. */
export function replaceTags(
  context: HelpscoutContext,
  conversation: Conversation,
  names: readonly string[],
): void {
  const wanted = [...new Set(names.map((name) => name.trim().toLowerCase()).filter((name) => name !== ''))];
  for (const name of wanted) ensureTag(context, name);
  const isSame =
    wanted.length === conversation.tags.length && wanted.every((each) => conversation.tags.includes(each));
  if (isSame) return;
  conversation.tags = wanted;
  touch(context, conversation);
  context.publish({ event: 'convo.tags', conversation });
}

function ensureTag(context: HelpscoutContext, name: string): void {
  const { tags } = context.memory;
  if (tags.some((each) => each.name === name)) return;
  tags.push({ id: nextId(context), name, slug: name.replace(/[^\w]+/g, '-'), color: '#929499' });
}

/** Gone for every call but for the webhook that tells it. */
export function removeConversation(context: HelpscoutContext, conversation: Conversation): void {
  conversation.state = 'deleted';
  touch(context, conversation);
  context.publish({ event: 'convo.deleted', conversation, isGone: true });
}

/** Whose it is to answer; null: nobody's. */
export function assignTo(
  context: HelpscoutContext,
  conversation: Conversation,
  agentId: number | null,
): void {
  if (conversation.assigneeId === agentId) return;
  conversation.assigneeId = agentId;
  touch(context, conversation);
  context.publish({ event: 'convo.assigned', conversation });
}

/** Into another inbox. */
export function moveTo(context: HelpscoutContext, conversation: Conversation, mailboxId: number): void {
  if (conversation.mailboxId === mailboxId) return;
  conversation.mailboxId = mailboxId;
  touch(context, conversation);
  context.publish({ event: 'convo.moved', conversation });
}
