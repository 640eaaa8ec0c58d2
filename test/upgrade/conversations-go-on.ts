import { describe, expect, it } from 'vitest';
import { inStore, reaches } from '../kit/flow.ts';
import { notesIn } from '../kit/helpscout-world.ts';
import { eventually } from '../kit/start-world.ts';
import { patienceMs, patient, type Upgraded } from './upgraded.ts';

/** Conversations of the help desk are read, answered, and told how requests end. */
export function conversationsGoOn(stage: Upgraded): void {
  describe('a conversation of the release before', () => {
    const stepIs = (story: string, step: string) =>
      eventually(async () => {
        const [found] = await inStore(stage.world, 'select 1 from instances where id = $1 and step = $2', [
          stage.told(story).id,
          step,
        ]);
        return found;
      }, patienceMs);

    it('that was not read yet is read, and answered', patient, async () => {
      const { acts } = stage.old.sandbox.helpscout;
      await stepIs('conversation-unread', 'waiting');
      for (const story of ['conversation-unread', 'conversation-waiting']) {
        const { conversationId = 0 } = stage.told(story);
        acts.agentReplies({ conversationId, html: '<p>Bonjour, voici le formulaire.</p>' });
        await stepIs(story, 'answered');
      }
    });

    it('that came to its end stays there, or begins anew when the customer writes', patient, async () => {
      await stepIs('conversation-answered', 'answered');
      await stepIs('conversation-gone', 'gone');
      const { conversationId = 0 } = stage.told('conversation-closed');
      stage.old.sandbox.helpscout.acts.customerReplies({
        conversationId,
        html: '<p>Encore une question.</p>',
      });
      await stepIs('conversation-closed', 'waiting');
    });

    it('is told how the request that is linked to it ends', patient, async () => {
      const { id, email, conversationId = 0 } = stage.told('pending-written');
      await stage.world.command({ type: 'refuse-request', requestId: id, reason: 'individual' });
      await reaches(stage.world, id, 'refused', patienceMs);
      expect(stage.old.sandbox.accounts.accounts.some(({ userName }) => userName === email)).toBe(false);
      await eventually(() =>
        notesIn(stage.world, conversationId).some(({ body }) => body.includes('refusée')),
      );
      expect(
        notesIn(stage.world, conversationId).filter(({ body }) => body.includes('refusée')),
      ).toHaveLength(1);
    });
  });
}
