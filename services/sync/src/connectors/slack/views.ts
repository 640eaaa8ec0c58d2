import type { Calls } from './calls.ts';
import type { Slack } from './port.ts';
import { Done, ViewAnswer } from './schema.ts';

/** Modals and the Home tab (slack.md 9 and 11). */
export function viewCalls({ run }: Calls): Pick<Slack, 'openView' | 'updateView' | 'publishHome'> {
  return {
    async openView({ triggerId, view }) {
      const args = { trigger_id: triggerId, view };
      const answer = await run({ method: 'views.open', args }, ViewAnswer);
      return { viewId: answer.view.id, hash: answer.view.hash ?? '' };
    },
    async updateView({ viewId, hash, view }) {
      await run({ method: 'views.update', args: { view_id: viewId, hash: hash || undefined, view } }, Done);
    },
    async publishHome({ userId, view }) {
      await run({ method: 'views.publish', args: { user_id: userId, view } }, Done);
    },
  };
}
