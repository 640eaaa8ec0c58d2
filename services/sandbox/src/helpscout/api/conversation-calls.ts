import { z } from 'zod';
import { addConversation, assignTo, moveTo, removeConversation, replaceTags } from '../conversations.ts';
import type { HelpscoutContext } from '../helpscout-context.ts';
import { customerOf, inboxOf, threadsOf } from '../lookup.ts';
import type { Conversation } from '../records.ts';
import { conversationView } from '../views/conversation.ts';
import { changeStatus, publishReply, touch } from '../writing.ts';
import { type ApiCall, conversationIn, conversationToChange } from './call.ts';
import { customerNamed } from './customer-reference.ts';
import { sendCreated, sendHal } from './hal.ts';
import { HelpscoutError } from './helpscout-error.ts';
import { agentIn, read, status, text } from './input.ts';
import { replyInput, writeThread } from './thread-writes.ts';

/** GET /conversations/{id}; 301 where it was merged, with its entries where `embed=threads` asks for them. */
export function getConversation(call: ApiCall): void {
  const conversation = conversationIn(call);
  if (!conversation) return;
  const look = { withThreads: call.req.query.embed === 'threads' };
  sendHal(call.res, conversationView(call.context, conversation, look));
}

/** DELETE /conversations/{id}. */
export function deleteConversation(call: ApiCall): void {
  removeConversation(call.context, conversationToChange(call));
  call.res.status(204).end();
}

const newConversation = z.object({
  subject: text,
  mailboxId: z.int(),
  type: z.enum(['email', 'chat', 'phone']),
  status,
  customer: replyInput.shape.customer,
  assignTo: z.int().nullish(),
  tags: z.array(z.string()).optional(),
  user: z.int().optional(),
  threads: z
    .array(replyInput.omit({ customer: true }).extend({ type: z.enum(['customer', 'reply', 'note']) }))
    .min(1),
});

/** POST /conversations. A reply as its first entry writes to a customer first; one `draft` makes a draft conversation. */
export function createConversation({ context, req, res, agent }: ApiCall): void {
  const asked = read(newConversation, req.body);
  if (!inboxOf(context, asked.mailboxId))
    throw HelpscoutError.invalid('mailboxId', 'does not exist', asked.mailboxId);
  const customer = customerNamed(context, asked.customer);
  const [first] = asked.threads;
  const conversation = addConversation(context, {
    subject: asked.subject,
    mailboxId: asked.mailboxId,
    status: asked.status,
    state: first?.draft ? 'draft' : 'published',
    customerId: customer.id,
    assigneeId: asked.assignTo ? agentIn(context, 'assignTo', asked.assignTo) : null,
    createdBy:
      first?.type === 'customer'
        ? { type: 'customer', id: customer.id }
        : { type: 'user', id: asked.user ?? agent.id },
  });
  context.publish({ event: 'convo.created', conversation });
  for (const thread of asked.threads) {
    const given = { customer: { id: customer.id }, status: asked.status, ...thread };
    writeThread(context, conversation, { kind: thread.type, asked: given, agentId: asked.user ?? agent.id });
  }
  if (asked.tags) replaceTags(context, conversation, asked.tags);
  sendCreated(res, context, `/conversations/${conversation.id}`, conversation.id);
}

/** PUT …/tags replaces all of them; unknown names are created. */
export function putTags(call: ApiCall): void {
  const conversation = conversationToChange(call);
  const { tags } = read(z.object({ tags: z.array(z.string()) }), call.req.body);
  replaceTags(call.context, conversation, tags);
  call.res.status(204).end();
}

const operation = z.discriminatedUnion('path', [
  z.object({ op: z.literal('replace'), path: z.literal('/subject'), value: text }),
  z.object({ op: z.literal('replace'), path: z.literal('/status'), value: status }),
  z.object({ op: z.literal('replace'), path: z.literal('/primaryCustomer.id'), value: z.int() }),
  z.object({ op: z.enum(['replace', 'remove']), path: z.literal('/assignTo'), value: z.int().optional() }),
  z.object({ op: z.literal('move'), path: z.literal('/mailboxId'), value: z.int() }),
  z.object({ op: z.literal('replace'), path: z.literal('/draft'), value: z.boolean() }),
]);
type Operation = z.infer<typeof operation>;

/** PATCH takes one object; an array is refused (helpscout.md 2.2). */
export function patchConversation(call: ApiCall): void {
  const conversation = conversationToChange(call);
  if (Array.isArray(call.req.body)) throw new HelpscoutError(400, 'Malformed JSON: expected one object');
  carryOut(call, conversation, read(operation, call.req.body));
  call.res.status(204).end();
}

function carryOut({ context, agent }: ApiCall, conversation: Conversation, asked: Operation): void {
  switch (asked.path) {
    case '/subject':
      conversation.subject = asked.value;
      touch(context, conversation);
      break;
    case '/status':
      changeStatus(context, conversation, asked.value, agent.id);
      break;
    case '/primaryCustomer.id':
      checkThere(customerOf(context, asked.value), asked.value);
      conversation.customerId = asked.value;
      touch(context, conversation);
      break;
    case '/assignTo':
      assignTo(context, conversation, assigneeAsked(context, asked));
      break;
    case '/mailboxId':
      checkThere(inboxOf(context, asked.value), asked.value);
      moveTo(context, conversation, asked.value);
      break;
    case '/draft':
      if (!asked.value) publishDrafts(context, conversation);
  }
}

function checkThere(found: object | undefined, value: number): void {
  if (!found) throw HelpscoutError.invalid('value', 'does not exist', value);
}

function assigneeAsked(
  context: HelpscoutContext,
  asked: Extract<Operation, { path: '/assignTo' }>,
): number | null {
  if (asked.op === 'remove') return null;
  if (asked.value === undefined)
    throw HelpscoutError.invalid('value', 'may not be null', undefined, 'NotNull');
  return agentIn(context, 'value', asked.value);
}

/** Documented for draft conversations alone; what it does to draft replies elsewhere is not (helpscout.md 2.3). */
function publishDrafts(context: HelpscoutContext, conversation: Conversation): void {
  if (conversation.state !== 'draft' && !context.memory.settings.publishesByConversation) return;
  for (const thread of threadsOf(context, conversation.id)) {
    if (thread.state === 'draft') publishReply(context, conversation, thread);
  }
}
