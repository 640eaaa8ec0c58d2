import { z } from 'zod';
import type { HelpscoutContext } from '../helpscout-context.ts';
import { conversationOf, threadOf } from '../lookup.ts';
import type { Thread } from '../records.ts';
import { publishReply, touch } from '../writing.ts';
import { type ApiCall, conversationToChange } from './call.ts';
import { HelpscoutError } from './helpscout-error.ts';
import { instant, read } from './input.ts';
import { threadIn } from './thread-calls.ts';

const scheduling = z.object({
  scheduledFor: instant,
  unscheduleOnCustomerReply: z.boolean(),
  sendAsCreator: z.boolean().optional(),
});
const latest = '2100-12-31T23:59:59Z';
/** A timer of this length cannot be set; who waits so long sends by PATCH. */
const timerMsMax = 2 ** 31 - 1;

/** PUT …/schedule: a draft leaves by itself at that time; asked again, the last word counts. */
export function putSchedule(call: ApiCall): void {
  const { context, req, res, agent } = call;
  const thread = draftIn(call);
  const asked = read(scheduling, req.body);
  const delayMs = Date.parse(asked.scheduledFor) - context.now().getTime();
  if (delayMs <= 0 || asked.scheduledFor > latest) {
    throw HelpscoutError.invalid('scheduledFor', 'must be a future date', asked.scheduledFor, 'Future');
  }
  const schedule = { ...asked, sendAsCreator: asked.sendAsCreator ?? false, byId: agent.id };
  thread.schedule = schedule;
  touch(context, conversationToChange(call));
  if (delayMs < timerMsMax) context.later(delayMs, async () => sendIfStill(context, thread.id, schedule));
  res.status(204).end();
}

function sendIfStill(context: HelpscoutContext, threadId: number, schedule: Thread['schedule']): void {
  const thread = threadOf(context, threadId);
  const conversation = thread && conversationOf(context, thread.conversationId);
  if (conversation && thread.state === 'draft' && thread.schedule === schedule) {
    publishReply(context, conversation, thread);
  }
}

const publishing = z.object({
  op: z.literal('replace'),
  path: z.literal('/state'),
  value: z.literal('published'),
});

/** PATCH …/schedule sends a scheduled draft now; what it does to one that never was is not documented. */
export function publishScheduled(call: ApiCall): void {
  const { context, req, res } = call;
  const thread = draftIn(call);
  if (Array.isArray(req.body)) throw new HelpscoutError(400, 'Malformed JSON: expected one object');
  read(publishing, req.body);
  if (thread.schedule === null && !context.memory.settings.publishesUnscheduled) {
    throw new HelpscoutError(400, 'Thread is not scheduled');
  }
  publishReply(context, conversationToChange(call), thread);
  res.status(204).end();
}

/** DELETE …/schedule: a plain draft again. */
export function deleteSchedule(call: ApiCall): void {
  draftIn(call).schedule = null;
  touch(call.context, conversationToChange(call));
  call.res.status(204).end();
}

function draftIn(call: ApiCall): Thread {
  const thread = threadIn(call);
  if (thread.state !== 'draft') throw new HelpscoutError(400, 'Thread is not a draft');
  return thread;
}
