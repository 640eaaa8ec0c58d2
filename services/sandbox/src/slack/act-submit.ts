import { z } from 'zod';
import type { Submission, SubmitOutcome } from './acts.ts';
import { checkFilled, stateOf } from './element-values.ts';
import type { Exchange } from './exchange.ts';
import { actorOf, openViewOf } from './lookup.ts';
import { envelope, viewPayload } from './payloads.ts';
import type { OpenView } from './records.ts';
import { interaction, isAcknowledged, send } from './send.ts';
import { SlackActError, type SlackContext } from './slack-context.ts';
import { SlackError } from './slack-error.ts';
import { newTrigger } from './triggers.ts';
import { closeModal, openModal, readView, replaceView } from './views.ts';

/** Submits a modal: view_submission, and what the app answers to it (slack.md 9). */
export async function submitView(context: SlackContext, asked: Submission): Promise<SubmitOutcome> {
  const member = actorOf(context, asked.user);
  const view = openViewOf(context, asked.user, asked.viewId);
  if (!view.submit) throw new SlackActError('This modal has nothing to submit.');
  checkFilled(view.blocks, asked.filled);
  const payload = {
    type: 'view_submission',
    ...envelope(context, member, view.team_id, asked.appId ?? context.app.id),
    trigger_id: newTrigger(context, view.team_id, member.id, view.id),
    view: { ...viewPayload(context, view, stateOf(view.blocks, asked.filled)), ...asked.forged },
    response_urls: [],
  };
  const exchange = await send(context, interaction(payload), asked);
  // The app may have closed or changed it meanwhile by other ways.
  const isOpen = context.memory.views.includes(view);
  if (!isAcknowledged(exchange)) return { exchange, warning: true, errors: {}, view: isOpen ? view : null };
  return { exchange, ...follow(context, view, exchange) };
}

const answer = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string().min(1)) }),
  z.object({ response_action: z.literal('update'), view: z.unknown() }),
  z.object({ response_action: z.literal('push'), view: z.unknown() }),
  z.object({ response_action: z.literal('clear') }),
]);

type Followed = Omit<SubmitOutcome, 'exchange'>;

function follow(context: SlackContext, view: OpenView, { answer: text }: Exchange): Followed {
  if (text.trim() === '' || text.trim() === '{}') {
    return { warning: false, errors: {}, view: closeModal(context, view, false) };
  }
  const parsed = answer.safeParse(jsonOrNothing(text));
  const trouble = { warning: true, errors: {}, view };
  if (!parsed.success) return trouble;
  const action = parsed.data;
  try {
    switch (action.response_action) {
      case 'errors':
        return withErrors(view, action.errors);
      case 'clear':
        return { warning: false, errors: {}, view: closeModal(context, view, true) };
      case 'update':
        return {
          warning: false,
          errors: {},
          view: replaceView(context, view, readView(action.view, 'modal')),
        };
      case 'push': {
        const place = { teamId: view.team_id, user: view.user, below: view };
        const pushed = openModal(context, readView(action.view, 'modal'), place);
        return { warning: false, errors: {}, view: pushed };
      }
    }
  } catch (error) {
    // A view that Slack cannot show is told to the person as trouble with the app.
    if (error instanceof SlackError) return trouble;
    throw error;
  }
}

/** Errors belong to input blocks of the view: for others Slack shows that the app has trouble. */
function withErrors(view: OpenView, errors: Record<string, string>): Followed {
  const inputs = new Set(view.blocks.flatMap((block) => (block.type === 'input' ? [block.block_id] : [])));
  const isGood = Object.keys(errors).length > 0 && Object.keys(errors).every((id) => inputs.has(id));
  return { warning: !isGood, errors: isGood ? errors : {}, view };
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
