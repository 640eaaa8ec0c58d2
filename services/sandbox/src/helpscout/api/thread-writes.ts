import { z } from 'zod';
import { assignTo } from '../conversations.ts';
import type { HelpscoutContext } from '../helpscout-context.ts';
import type { Author, Conversation, Thread } from '../records.ts';
import { addThread, changeStatus, keepAttachment, publishReply } from '../writing.ts';
import { customerNamed, customerReference } from './customer-reference.ts';
import { agentIn, instant, status, text } from './input.ts';

const file = z.object({ fileName: text, mimeType: text, data: z.base64() });
const common = {
  text,
  user: z.int().optional(),
  status: status.optional(),
  imported: z.boolean().optional(),
  createdAt: instant.optional(),
  attachments: z.array(file).optional(),
};

/** What POST …/reply takes. */
export const replyInput = z.object({
  ...common,
  customer: customerReference,
  draft: z.boolean().optional(),
  assignTo: z.int().nullish(),
  cc: z.array(z.string()).optional(),
  bcc: z.array(z.string()).optional(),
  savedReplyId: z.int().nullish(),
});
/** What POST …/notes takes. */
export const noteInput = z.object(common);

/** Notes have no customer of their own: it is the conversation's. */
type Asked = z.infer<typeof noteInput> & Partial<z.infer<typeof replyInput>>;
type Writing = { kind: 'reply' | 'note' | 'customer'; asked: Asked; agentId: number };

/**
 * Writes an entry and does what follows: a reply is mailed at once unless it is a draft or imported; without `status`
 * the conversation is active again, whatever it was.
 */
export function writeThread(context: HelpscoutContext, conversation: Conversation, writing: Writing): Thread {
  const { kind, asked } = writing;
  const thread = addThread(context, conversation, entryOf(context, conversation, writing));
  if (kind === 'reply' && !asked.draft) publishReply(context, conversation, thread);
  if (kind === 'note') context.publish({ event: 'convo.note.created', conversation });
  if (kind === 'customer') context.publish({ event: 'convo.customer.reply.created', conversation });
  changeStatus(
    context,
    conversation,
    asked.status ?? 'active',
    kind === 'customer' ? null : thread.createdBy.id,
  );
  if (asked.assignTo && !asked.draft) {
    assignTo(context, conversation, agentIn(context, 'assignTo', asked.assignTo));
  }
  return thread;
}

function entryOf(context: HelpscoutContext, conversation: Conversation, { kind, asked, agentId }: Writing) {
  const customerId = asked.customer ? customerNamed(context, asked.customer).id : conversation.customerId;
  const user = asked.user === undefined ? agentId : agentIn(context, 'user', asked.user);
  const createdBy: Author =
    kind === 'customer' ? { type: 'customer', id: customerId ?? 0 } : { type: 'user', id: user };
  return {
    type: kind === 'reply' ? ('message' as const) : kind,
    state: kind === 'reply' ? ('draft' as const) : ('published' as const),
    status: asked.status ?? ('active' as const),
    body: asked.text,
    createdBy,
    customerId,
    savedReplyId: context.memory.settings.keepsSavedReplyId ? (asked.savedReplyId ?? null) : null,
    cc: asked.cc ?? [],
    bcc: asked.bcc ?? [],
    via: 'api' as const,
    isImported: asked.imported === true,
    attachments: (asked.attachments ?? []).map((each) => keepAttachment(context, each)),
    // Help Scout honours the time of imported entries alone.
    ...(asked.imported && asked.createdAt !== undefined ? { createdAt: asked.createdAt } : {}),
  };
}
