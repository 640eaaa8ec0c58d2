import type { Outcome, Sending } from './acts.ts';
import { actorOf, openViewOf } from './lookup.ts';
import { envelope, viewPayload } from './payloads.ts';
import type { OpenView } from './records.ts';
import { interaction, isAcknowledged, send } from './send.ts';
import type { SlackContext } from './slack-context.ts';
import { closeModal } from './views.ts';

/**
 * Closes a modal, or its whole stack: view_closed to the app that asked for it (slack.md 9).
 * @returns what the person sees then, and how the app took it; no outcome where it did not ask to be told
 */
export async function closeView(
  context: SlackContext,
  asked: Sending & { user: string; viewId: string; isCleared?: boolean },
): Promise<{ view: OpenView | null; outcome: Outcome | null }> {
  const member = actorOf(context, asked.user);
  const view = openViewOf(context, asked.user, asked.viewId);
  const isCleared = asked.isCleared === true;
  const below = closeModal(context, view, isCleared || view.clear_on_close);
  if (!view.notify_on_close) return { view: below, outcome: null };
  const payload = {
    type: 'view_closed',
    ...envelope(context, member, view.team_id, asked.appId ?? context.app.id),
    view: viewPayload(context, view),
    is_cleared: isCleared,
  };
  const exchange = await send(context, interaction(payload), asked);
  return { view: below, outcome: { exchange, warning: !isAcknowledged(exchange) } };
}
