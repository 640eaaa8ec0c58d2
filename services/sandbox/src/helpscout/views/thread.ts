import type { HelpscoutContext } from '../helpscout-context.ts';
import { customerOf } from '../lookup.ts';
import type { Attachment, Thread } from '../records.ts';
import { link } from './links.ts';
import { personView } from './people.ts';

/** An entry of a conversation (helpscout.md 2.3). */
export function threadView(context: HelpscoutContext, thread: Thread) {
  const { id, type, status, state, body, savedReplyId, to, cc, bcc, createdAt } = thread;
  return {
    id,
    type,
    status,
    state,
    action: actionOf(thread),
    ...(type === 'lineitem' ? {} : { body }),
    source: { type: thread.via, via: thread.createdBy.type },
    ...(customerOf(context, thread.customerId) && thread.customerId !== null
      ? { customer: personView(context, { type: 'customer', id: thread.customerId }) }
      : {}),
    createdBy: personView(context, thread.createdBy),
    ...(thread.assigneeId === null
      ? {}
      : { assignedTo: personView(context, { type: 'user', id: thread.assigneeId }) }),
    savedReplyId: savedReplyId ?? 0,
    to,
    cc,
    bcc,
    createdAt,
    ...(thread.schedule ? { schedule: scheduleOf(thread.schedule) } : {}),
    _embedded: { attachments: thread.attachments.map((each) => attachmentView(context, thread, each)) },
    _links: {},
  };
}

function actionOf({ action }: Thread) {
  const { type, text, originalConversationId: id } = action;
  return { type, text, associatedEntities: id === null ? {} : { originalConversation: id } };
}

function scheduleOf({ scheduledFor, unscheduleOnCustomerReply, byId }: NonNullable<Thread['schedule']>) {
  return { createdBy: byId, scheduledBy: byId, scheduledFor, unscheduleOnCustomerReply };
}

function attachmentView(context: HelpscoutContext, { conversationId }: Thread, each: Attachment) {
  const { data: _data, ...fields } = each;
  const data = link(context, `/conversations/${conversationId}/attachments/${each.id}/data`);
  return { ...fields, width: 0, height: 0, _links: { data } };
}
