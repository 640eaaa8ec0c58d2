import * as z from 'zod';
import { decisionFields } from './command-fields.ts';

const { target, reason, note, document } = decisionFields;
const requestId = z.uuid();
const envelope = { commandId: z.uuid() };

const accept = z.object({
  type: z.literal('accept-request'),
  requestId,
  target: target.optional(),
  attachToDealId: z.number().int().positive().optional(),
});
const refuse = z.object({ type: z.literal('refuse-request'), requestId, reason, note: note.optional() });
const askForEvidence = z.object({ type: z.literal('ask-for-evidence'), requestId, document });
/** `attachment`: a file of a conversation that becomes the document of the request. */
const recordEvidence = z.object({
  type: z.literal('record-evidence'),
  requestId,
  attachment: z.object({ conversationId: z.int().positive(), attachmentId: z.int().positive() }).optional(),
});
/** The link to activate the account is sent once more, a new one where the old one has expired. */
const renew = z.object({ type: z.literal('renew-activation'), requestId });
const reconsider = z.object({ type: z.literal('reconsider-request'), requestId });
const undo = z.object({ type: z.literal('undo-decision'), requestId });
/** Four-eyes: a second decider carries the proposed decision out. */
const confirm = z.object({ type: z.literal('confirm-decision'), requestId });
const withdraw = z.object({ type: z.literal('withdraw-proposal'), requestId });
const retry = z.object({ type: z.literal('retry-effect'), effectId: z.uuid() });

/** What surfaces may ask for of a request, word for word as in interfaces.md section 3. */
export const Command = z.discriminatedUnion('type', [
  accept.extend(envelope),
  refuse.extend(envelope),
  askForEvidence.extend(envelope),
  recordEvidence.extend(envelope),
  reconsider.extend(envelope),
  undo.extend(envelope),
  confirm.extend(envelope),
  withdraw.extend(envelope),
  renew.extend(envelope),
  retry.extend(envelope),
]);
export type Command = z.infer<typeof Command>;
export type CommandType = Command['type'];

/** What helps a person and decides nothing: whoever sees a request may do it. */
export function decidesNothing(type: CommandType): boolean {
  return type === 'renew-activation' || type === 'record-evidence';
}

/** Body of `POST /api/commands/preview`: the same command, which is not carried out and so needs no id. */
export const PreviewedCommand = z.discriminatedUnion('type', [
  accept,
  refuse,
  askForEvidence,
  recordEvidence,
  reconsider,
  undo,
  confirm,
  withdraw,
  renew,
  retry,
]);
export type PreviewedCommand = z.infer<typeof PreviewedCommand>;
