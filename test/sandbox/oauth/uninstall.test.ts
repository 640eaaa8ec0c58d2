import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../services/sandbox/src/sandbox.ts';
import { callsTo, freshAdmin } from '../kit.ts';

let sandbox: Sandbox;
let service: Server;
let received: { method: string; url: string; headers: IncomingHttpHeaders; body: unknown }[];

beforeEach(async () => {
  received = [];
  service = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    const body = JSON.parse(String(Buffer.concat(chunks)) || 'null');
    received.push({ method: req.method ?? '', url: req.url ?? '', headers: req.headers, body });
    res.statusCode = 204;
    res.end();
  });
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
  const { port } = service.address() as AddressInfo;
  sandbox = await startSandbox({ serviceUrl: `http://127.0.0.1:${port}`, instant: true });
});
afterEach(async () => {
  await sandbox.stop();
  service.closeAllConnections();
  service.close();
});

const { form, install, refresh, api, control } = callsTo(() => sandbox);
const webhook = {
  subscription_url: 'https://hooks.example.org/x',
  event_action: '*',
  event_object: 'deal',
  name: 'Passerelle',
};
const basic = `Basic ${btoa('sandbox-client-id:sandbox-client-secret')}`;

it('tells the callback URL, after the tokens died and the webhooks of the app are gone', async () => {
  const { access_token, refresh_token } = await install();
  expect((await api(access_token, 'POST', '/v1/webhooks', webhook)).status).toBe(201);
  const { body } = await control('POST', '/companies/7002/uninstall', { userId: 31 });
  expect(body).toEqual({ notices: [{ userId: 31, status: 204 }] });
  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({
    method: 'DELETE',
    url: '/oauth/pipedrive/callback',
    headers: { authorization: basic },
    body: {
      client_id: 'sandbox-client-id',
      company_id: 7002,
      user_id: 31,
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    },
  });
  expect((await api(access_token, 'GET', '/v1/users/me')).status).toBe(401);
  expect((await refresh(refresh_token)).status).toBe(400);
  expect(sandbox.companies.find(7002)?.memory.subscriptions).toEqual([]);
});

it('is a button of the settings page, for one user of the company that is shown', async () => {
  const colleague = await install({ ...freshAdmin, userId: 21 });
  await install();
  const cookie = 'sandbox_company=7002';
  const shown = async () =>
    (await fetch(`${sandbox.url}/pipedrive/settings`, { headers: { cookie } })).text();
  expect(await shown()).toContain('data-uninstall="31"');
  const pressed = await form('/pipedrive/app/uninstall', { userId: '31' }, { cookie });
  expect(pressed.status).toBe(303);
  expect(received).toMatchObject([{ method: 'DELETE', body: { user_id: 31, company_id: 7002 } }]);
  expect(await shown()).not.toContain('data-uninstall="31"');
  expect(await shown()).toContain('data-uninstall="21"');
  expect((await api(colleague.access_token, 'GET', '/v1/users/me')).status).toBe(200);
});

it('is done at the vendor even if nobody answers', async () => {
  const { refresh_token } = await install();
  sandbox.setServiceUrl('http://127.0.0.1:9');
  const { body } = await control('POST', '/companies/7002/uninstall');
  expect(body).toEqual({ notices: [{ userId: 31, status: null }] });
  expect((await refresh(refresh_token)).status).toBe(400);
});

it('differs from a revocation, of which nobody is told', async () => {
  const { refresh_token } = await install();
  expect((await control('POST', '/companies/7002/revoke')).body).toEqual({ revoked: [31] });
  expect((await refresh(refresh_token)).status).toBe(400);
  expect(received).toEqual([]);
});
