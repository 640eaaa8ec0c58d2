import { z } from 'zod';
import { threadOf, threadsOf } from '../lookup.ts';
import type { Attachment, Thread } from '../records.ts';
import { threadView } from '../views/thread.ts';
import { touch } from '../writing.ts';
import { type ApiCall, conversationIn, conversationToChange } from './call.ts';
import { sendCreated, sendHal, sendPage } from './hal.ts';
import { HelpscoutError } from './helpscout-error.ts';
import { idIn, read, text } from './input.ts';
import { noteInput, replyInput, writeThread } from './thread-writes.ts';

/** GET …/threads: newest first, in pages. */
export function listThreads(call: ApiCall): void {
  const { context, req, res } = call;
  const conversation = conversationIn(call, '/threads');
  if (!conversation) return;
  const all = threadsOf(context, conversation.id).map((each) => threadView(context, each));
  sendPage(req, res, context, { name: 'threads', all });
}

/** POST …/reply, …/notes, …/customer: 201 with the thread's id (helpscout.md 2.3). */
export function postThread(kind: 'reply' | 'note' | 'customer') {
  return (call: ApiCall): void => {
    const { context, req, res, agent } = call;
    const conversation = conversationToChange(call);
    const asked = kind === 'note' ? read(noteInput, req.body) : read(replyInput, req.body);
    const thread = writeThread(context, conversation, { kind, asked, agentId: agent.id });
    sendCreated(res, context, `/conversations/${conversation.id}/threads/${thread.id}`, thread.id);
  };
}

const operation = z.discriminatedUnion('path', [
  z.object({ op: z.literal('replace'), path: z.literal('/text'), value: text }),
  z.object({ op: z.literal('replace'), path: z.literal('/hidden'), value: z.boolean() }),
]);

/** PATCH …/threads/{tid}: one object; only published customer and reply entries can be hidden. */
export function patchThread(call: ApiCall): void {
  const { context, req, res } = call;
  const thread = threadIn(call);
  if (Array.isArray(req.body)) throw new HelpscoutError(400, 'Malformed JSON: expected one object');
  const asked = read(operation, req.body);
  if (asked.path === '/text') thread.body = asked.value;
  else if (!isHideable(thread)) throw HelpscoutError.invalid('path', 'cannot be hidden', asked.path);
  else thread.state = asked.value ? 'hidden' : 'published';
  touch(context, conversationToChange(call));
  res.status(204).end();
}

function isHideable({ type, state }: Thread): boolean {
  return state !== 'draft' && (type === 'customer' || type === 'message');
}

/** The entry in the path, of the conversation in the path. @throws HelpscoutError 404 */
export function threadIn(call: ApiCall): Thread {
  const conversation = conversationToChange(call);
  const found = threadOf(call.context, idIn(call.req.params.tid));
  if (found?.conversationId !== conversation.id) throw HelpscoutError.notFound();
  return found;
}

/** GET …/attachments/{aid}/data: the file in base64. */
export function getAttachmentData(call: ApiCall): void {
  const found = attachmentIn(call);
  if (found) sendHal(call.res, { data: found.data });
}

/** GET …/attachments/{aid}/file: its bytes. */
export function getAttachmentFile(call: ApiCall): void {
  const found = attachmentIn(call);
  if (found) call.res.type('application/octet-stream').send(Buffer.from(found.data, 'base64'));
}

function attachmentIn(call: ApiCall): Attachment | undefined {
  const wanted = idIn(call.req.params.aid);
  const conversation = conversationIn(call, `/attachments/${wanted}/data`);
  if (!conversation) return undefined;
  const files = threadsOf(call.context, conversation.id).flatMap((each) => each.attachments);
  const found = files.find((each) => each.id === wanted && each.state === 'valid');
  if (!found) throw HelpscoutError.notFound();
  return found;
}
