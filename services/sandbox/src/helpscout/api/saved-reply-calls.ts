import { z } from 'zod';
import { plainText } from '../html-text.ts';
import { nextId } from '../ids.ts';
import { inboxOf } from '../lookup.ts';
import type { SavedReply } from '../records.ts';
import { apiPath } from '../views/links.ts';
import type { ApiCall } from './call.ts';
import { HelpscoutError } from './helpscout-error.ts';
import { idIn, read, text } from './input.ts';

const input = z.object({ name: text, text: z.string().optional(), chatText: z.string().optional() });
const previewLength = 100;

/** GET …/saved-replies: a bare array of previews, no paging, no text (helpscout.md 2.4). */
export function listSavedReplies(call: ApiCall): void {
  const { memory } = call.context;
  const mailboxId = inboxIn(call);
  const withChat = call.req.query.includeChatReplies === 'true';
  const found = memory.savedReplies.filter(
    (each) => each.mailboxId === mailboxId && (withChat || each.text !== ''),
  );
  call.res.json(
    found.map(({ id, name, text: html, chatText }) => ({
      id,
      name,
      preview: preview(plainText(html)),
      ...(chatText === '' ? {} : { chatPreview: preview(chatText) }),
    })),
  );
}

function preview(words: string): string {
  return words.replace(/\s+/g, ' ').slice(0, previewLength);
}

/** GET …/saved-replies/{id}: the only place where the text stands. */
export function getSavedReply(call: ApiCall): void {
  const { mailboxId: _mailboxId, ...fields } = savedReplyIn(call);
  call.res.json(fields);
}

/** 201; whether the id is told is not documented. Names need not be unique. */
export function createSavedReply(call: ApiCall): void {
  const { context, req, res } = call;
  const mailboxId = inboxIn(call);
  const added = { id: nextId(context), mailboxId, ...filled(read(input, req.body)) };
  context.memory.savedReplies.push(added);
  context.changed();
  if (context.memory.settings.tellsSavedReplyId) {
    const place = `${context.url()}${apiPath}/mailboxes/${mailboxId}/saved-replies/${added.id}`;
    res.set({ 'Resource-ID': String(added.id), Location: place });
  }
  res.status(201).end();
}

/** Replaces everything: what is left out is emptied. */
export function putSavedReply(call: ApiCall): void {
  Object.assign(savedReplyIn(call), filled(read(input, call.req.body)));
  call.context.changed();
  call.res.status(204).end();
}

/** DELETE …/saved-replies/{id}. */
export function deleteSavedReply(call: ApiCall): void {
  const found = savedReplyIn(call);
  const { memory } = call.context;
  memory.savedReplies = memory.savedReplies.filter((each) => each !== found);
  call.context.changed();
  call.res.status(204).end();
}

function filled({ name, text: html = '', chatText = '' }: z.infer<typeof input>) {
  return { name, text: html, chatText };
}

function inboxIn({ context, req }: ApiCall): number {
  const id = idIn(req.params.id);
  if (!inboxOf(context, id)) throw HelpscoutError.notFound();
  return id;
}

function savedReplyIn(call: ApiCall): SavedReply {
  const mailboxId = inboxIn(call);
  const id = idIn(call.req.params.rid);
  const found = call.context.memory.savedReplies.find(
    (each) => each.id === id && each.mailboxId === mailboxId,
  );
  if (!found) throw HelpscoutError.notFound();
  return found;
}
