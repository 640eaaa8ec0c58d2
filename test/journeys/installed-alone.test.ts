import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxSecrets } from '../../services/sandbox/src/secrets.ts';
import { mailsTo, reaches, submitted } from '../kit/flow.ts';
import { callAs, control, install } from '../kit/installing.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

describe('a service that no company has installed yet', () => {
  let alone: World;
  const first = { companyId: sandboxSecrets.companyId, userId: 22 };
  beforeAll(async () => {
    const port = await freePort();
    alone = await startWorld({
      environment: {
        PIPEDRIVE_API_TOKEN: '',
        PIPEDRIVE_COMPANY_ID: '',
        PIPEDRIVE_WEBHOOK_USER: '',
        PIPEDRIVE_WEBHOOK_PASSWORD: '',
        PORT: String(port),
        PUBLIC_URL: `http://127.0.0.1:${port}`,
      },
    });
    // Made by hand for the API token: nobody hears them here.
    alone.sandbox.pipedrive.subscriptions = [];
    await control(alone, 'PATCH', `/companies/${first.companyId}/users/${first.userId}`, { admin: true });
  });
  afterAll(() => alone.stop());

  it('is ready, turns surfaces away, and has no form', async () => {
    const url = alone.nodes[0]?.url;
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    expect((await callAs(alone, first, '/api/requests')).status).toBe(403);
    expect((await fetch(`${url}/request`)).status).toBe(404);
  });

  it('serves the first one from its installation on, by the settings of the file', async () => {
    expect((await install(alone, first)).status).toBe(302);
    await eventually(() => alone.sandbox.pipedrive.subscriptions.filter(({ of_app }) => of_app).length === 4);
    expect((await callAs(alone, first, '/api/settings')).body).toMatchObject({ source: 'file' });
    const { request, email } = await submitted(alone);
    await alone.command({ type: 'accept-request', requestId: request.id });
    await reaches(alone, request.id, 'accepted');
    expect(mailsTo(alone, email)).toHaveLength(1);
  });

  it('goes on without any when the last one leaves', async () => {
    await control(alone, 'POST', `/companies/${first.companyId}/uninstall`);
    expect((await callAs(alone, first, '/api/requests')).status).toBe(403);
    expect((await fetch(`${alone.nodes[0]?.url}/health/ready`)).status).toBe(200);
  });
});

/** A port nobody listens on just now: what companies install from is configured before it is opened. */
function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    }),
  );
}
