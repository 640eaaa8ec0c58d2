import type { Router } from 'express';
import { z } from 'zod';
import type { HelpscoutActs } from './acts.ts';
import { attachment, conversationStatus } from './records.ts';

const id = z.int();
const byAgent = { userId: id.exactOptional() };
const of = { conversationId: id };
const status = conversationStatus;
const pair = z.object({ fromId: id, intoId: id });
const attachments = z
  .array(
    z.object({
      fileName: z.string(),
      mimeType: z.string(),
      data: z.base64(),
      state: attachment.shape.state.exactOptional(),
    }),
  )
  .exactOptional();

type ActsByName = Record<string, (body: unknown) => unknown>;

/** An act by what it takes as JSON and how it is done. */
function act<T>(schema: z.ZodType<T>, run: (asked: T) => unknown) {
  return (body: unknown): unknown => run(schema.parse(body));
}

const mail = z.object({
  from: z.string(),
  name: z.string().exactOptional(),
  subject: z.string(),
  html: z.string(),
  mailboxId: id.exactOptional(),
  attachments,
  replyTo: id.exactOptional(),
});
const customerReply = z.object({ ...of, html: z.string(), attachments });
const agentReply = z.object({
  ...byAgent,
  ...of,
  html: z.string(),
  savedReplyId: id.exactOptional(),
  status: status.exactOptional(),
  isDraft: z.boolean().exactOptional(),
});
const note = z.object({ ...byAgent, ...of, html: z.string() });
const insertion = z.object({ ...byAgent, ...of, savedReplyId: id });
const sending = z.object({
  ...byAgent,
  threadId: id,
  html: z.string().exactOptional(),
  status: status.exactOptional(),
});

function writingActs(acts: HelpscoutActs): ActsByName {
  return {
    'mail-arrives': act(mail, acts.mailArrives),
    'customer-replies': act(customerReply, acts.customerReplies),
    'agent-replies': act(agentReply, (asked) => ({ threadId: acts.agentReplies(asked) })),
    'agent-notes': act(note, (asked) => ({ threadId: acts.agentNotes(asked) })),
    'agent-sends-draft': act(sending, acts.agentSendsDraft),
    'agent-edits-draft': act(z.object({ threadId: id, html: z.string() }), acts.agentEditsDraft),
    'agent-discards-draft': act(z.object({ threadId: id }), acts.agentDiscardsDraft),
    'insert-saved-reply': act(insertion, (asked) => ({ html: acts.insertSavedReply(asked) })),
  };
}

const tagging = z.object({ ...of, tag: z.string().min(1) });

function sortingActs(acts: HelpscoutActs): ActsByName {
  return {
    'set-status': act(z.object({ ...byAgent, ...of, status }), acts.setStatus),
    'add-tag': act(tagging, acts.addTag),
    'remove-tag': act(tagging, acts.removeTag),
    assign: act(z.object({ ...of, assigneeId: id.nullable() }), acts.assign),
    'move-conversation': act(z.object({ ...of, mailboxId: id }), acts.moveConversation),
    'merge-conversations': act(pair.extend(byAgent), acts.mergeConversations),
    'delete-conversation': act(z.object(of), acts.deleteConversation),
  };
}

const deletion = z.object({ customerId: id, keepsConversations: z.boolean().exactOptional() });
const address = z.object({ customerId: id, email: z.string(), isDefault: z.boolean().exactOptional() });
const framing = z.object({
  ...of,
  userId: id,
  base: z.url().exactOptional(),
  without: z.array(z.string()).exactOptional(),
  secret: z.string().exactOptional(),
});

function managingActs(acts: HelpscoutActs): ActsByName {
  return {
    'merge-customers': act(pair, acts.mergeCustomers),
    'delete-customer': act(deletion, acts.deleteCustomer),
    'add-customer-email': act(address, acts.addCustomerEmail),
    'edit-saved-reply': act(z.object({ id, text: z.string() }), acts.editSavedReply),
    'rename-saved-reply': act(z.object({ id, name: z.string().min(1) }), acts.renameSavedReply),
    'delete-saved-reply': act(z.object({ id }), acts.deleteSavedReply),
    'deactivate-user': act(z.object({ userId: id }), acts.deactivateUser),
    authorize: act(z.object({ userId: id }), (asked) => ({ code: acts.authorize(asked) })),
    'sidebar-url': act(framing, (asked) => ({ url: acts.sidebarUrl(asked) })),
    'test-webhook': act(z.object({ webhookId: id }), async (asked) => ({
      status: await acts.testWebhook(asked),
    })),
  };
}

/** POST /acts/<name>: what people do, as JSON. 409 for what the screen would not allow, 204 where nothing is told. */
export function addActs(router: Router, acts: HelpscoutActs): void {
  const byName = { ...writingActs(acts), ...sortingActs(acts), ...managingActs(acts) };
  router.post('/acts/:name', async (req, res) => {
    const run = Object.hasOwn(byName, req.params.name) ? byName[req.params.name] : undefined;
    if (!run) {
      res.status(404).json({ error: `There is no act ${req.params.name}.` });
      return;
    }
    const told = await run(req.body);
    if (told === undefined) res.status(204).end();
    else res.json(told);
  });
}
