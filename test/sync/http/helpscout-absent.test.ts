import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ask } from '../../kit/sidebar-calls.ts';
import { startWorld } from '../../kit/start-world.ts';

describe('without Help Scout', () => {
  it('there is no door of it', async () => {
    const alone = await startWorld();
    try {
      const session = await ask(alone, '/api/sessions', {
        body: { host: 'helpscout', url: 'https://x/?a=b' },
      });
      expect(session.status).toBe(400);
      expect((await ask(alone, '/webhooks/helpscout', { body: { id: 1 } })).status).toBe(404);
      expect((await ask(alone, '/surfaces/helpscout/sidebar')).status).toBe(404);
      expect((await alone.call('/api/conversations/1')).status).toBe(404);
      const command = {
        commandId: randomUUID(),
        type: 'place-saved-reply',
        conversationId: 1,
        reply: 'valid',
      };
      expect((await alone.call('/api/commands', { body: command })).status).toBe(400);
    } finally {
      await alone.stop();
    }
  });
});
