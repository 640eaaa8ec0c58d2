import { z } from 'zod';
import type { HelpscoutActs } from '../../helpscout/acts.ts';
import { HelpscoutActError } from '../../helpscout/helpscout-context.ts';
import { customerByEmail, openConversation } from '../../helpscout/lookup.ts';
import { conversationStatus } from '../../helpscout/records.ts';
import { bodyOf } from './body-text.ts';
import type { Desk } from './desk.ts';

/** Who does it, with what. */
export type Acting = { acts: HelpscoutActs; desk: Desk };

/** Does it. Gives where its outcome is seen. @throws HelpscoutActError for what Help Scout does not allow */
type Act = (acting: Acting, ids: { id: number; thread: number }, body: unknown) => string;

const text = z.string().trim().min(1);
const file = z.object({ fileName: z.string(), mimeType: z.string(), data: z.base64() });
/** A page without scripts sends a file's name at most: then there is no file. */
const attached = file.nullish().catch(null);
const arriving = z.object({
  name: z.string(),
  from: z.string(),
  subject: text,
  text,
  mailboxId: z.coerce.number(),
  file: attached,
});

/** A mail from outside. */
export function mailArrived({ acts }: Acting, body: unknown): string {
  const { text: words, file: sent, ...asked } = arriving.parse(body);
  return pathOf(acts.mailArrives({ ...asked, html: bodyOf(words), ...attachments(sent) }).conversationId);
}

const written = z.object({
  text,
  kind: z.enum(['reply', 'draft', 'note']).default('reply'),
  savedReplyId: z.coerce.number().default(0),
});

/** By the last part of their address. */
export const conversationActs: Record<string, Act> = {
  reply({ acts, desk }, { id }, body) {
    const { text: words, kind, savedReplyId } = written.parse(body);
    const said = { userId: desk.agent.id, conversationId: id, html: bodyOf(words) };
    const inserted = savedReplyId ? { savedReplyId } : {};
    if (kind === 'note') acts.agentNotes(said);
    else acts.agentReplies({ ...said, ...inserted, isDraft: kind === 'draft' });
    return pathOf(id);
  },
  'customer-reply'({ acts }, { id }, body) {
    const { text: words, file: sent } = z.object({ text, file: attached }).parse(body);
    acts.customerReplies({ conversationId: id, html: bodyOf(words), ...attachments(sent) });
    return pathOf(id);
  },
  status({ acts, desk }, { id }, body) {
    const { status } = z.object({ status: conversationStatus }).parse(body);
    acts.setStatus({ userId: desk.agent.id, conversationId: id, status });
    return pathOf(id);
  },
  assign({ acts }, { id }, body) {
    const { agent } = z.object({ agent: z.string() }).parse(body);
    acts.assign({ conversationId: id, assigneeId: agent ? Number(agent) : null });
    return pathOf(id);
  },
  tag({ acts }, { id }, body) {
    acts.addTag({ conversationId: id, ...z.object({ tag: text }).parse(body) });
    return pathOf(id);
  },
  untag({ acts }, { id }, body) {
    acts.removeTag({ conversationId: id, ...z.object({ tag: text }).parse(body) });
    return pathOf(id);
  },
  merge({ acts, desk }, { id }, body) {
    const { number } = z.object({ number: z.coerce.number() }).parse(body);
    const into = desk.memory.conversations.find((each) => each.number === number);
    if (!into) throw new HelpscoutActError(`There is no conversation #${number}.`);
    acts.mergeConversations({ userId: desk.agent.id, fromId: id, intoId: into.id });
    return pathOf(into.id);
  },
  'merge-customer'({ acts, desk }, { id }, body) {
    const { email } = z.object({ email: text }).parse(body);
    const into = customerByEmail(desk, email);
    if (!into) throw new HelpscoutActError(`No customer has the address ${email}.`);
    acts.mergeCustomers({ fromId: customerIdOf(desk, id), intoId: into.id });
    return pathOf(id);
  },
  'add-email'({ acts, desk }, { id }, body) {
    const { email } = z.object({ email: text }).parse(body);
    acts.addCustomerEmail({ customerId: customerIdOf(desk, id), email });
    return pathOf(id);
  },
  delete({ acts }, { id }) {
    acts.deleteConversation({ conversationId: id });
    return '/helpscout';
  },
  'delete-customer'({ acts, desk }, { id }) {
    acts.deleteCustomer({ customerId: customerIdOf(desk, id) });
    return '/helpscout';
  },
};

export const draftActs: Record<string, Act> = {
  send({ acts, desk }, { id, thread }) {
    acts.agentSendsDraft({ userId: desk.agent.id, threadId: thread });
    return pathOf(id);
  },
  edit({ acts }, { id, thread }, body) {
    const { text: words } = z.object({ text }).parse(body);
    acts.agentEditsDraft({ threadId: thread, html: bodyOf(words) });
    return pathOf(id);
  },
  discard({ acts }, { id, thread }) {
    acts.agentDiscardsDraft({ threadId: thread });
    return pathOf(id);
  },
};

export const savedReplyActs: Record<string, Act> = {
  edit({ acts, desk }, { id }, body) {
    const { name, text: words } = z.object({ name: text, text }).parse(body);
    const path = savedRepliesPath(desk, id);
    acts.renameSavedReply({ id, name });
    acts.editSavedReply({ id, text: words });
    return path;
  },
  delete({ acts, desk }, { id }) {
    const path = savedRepliesPath(desk, id);
    acts.deleteSavedReply({ id });
    return path;
  },
};

function pathOf(conversationId: number): string {
  return `/helpscout/conversation/${conversationId}`;
}

function savedRepliesPath({ memory }: Desk, id: number): string {
  const inboxId = memory.savedReplies.find((each) => each.id === id)?.mailboxId;
  return `/helpscout/saved-replies?inbox=${inboxId ?? ''}`;
}

function customerIdOf(desk: Desk, conversationId: number): number {
  return openConversation(desk, conversationId).customerId ?? 0;
}

function attachments(sent: z.infer<typeof attached>) {
  return sent ? { attachments: [sent] } : {};
}
