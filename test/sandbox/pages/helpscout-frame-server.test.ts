import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FrameServer, startFrameServer } from '../../../services/sandbox/src/helpscout/frame-server.ts';
import { startHelpscoutApp } from './helpscout-app.ts';

const pageUrl = 'http://127.0.0.1:3001';
let app: Awaited<ReturnType<typeof startHelpscoutApp>>;
let serviceUrl = '';
let frames: FrameServer;

beforeAll(async () => {
  app = await startHelpscoutApp();
  const options = { host: '127.0.0.1', serviceUrl: () => serviceUrl, pageUrl: () => pageUrl };
  frames = await startFrameServer(options);
});
afterAll(async () => {
  await frames.stop();
  app.close();
});
beforeEach(() => {
  serviceUrl = app.url;
  app.asked.length = 0;
});

describe('the frame server', () => {
  it('passes the page on with its script first, for the page of the sandbox alone', async () => {
    const answer = await fetch(`${frames.url}/surfaces/helpscout/sidebar?b=2&a=1`);
    expect(await answer.text()).toMatch(
      /^<!DOCTYPE html><html lang="fr"><head><script src="\/sandbox-frame.js" data-page="http:\/\/127.0.0.1:3001"><\/script><title>/,
    );
    const policy = answer.headers.get('content-security-policy');
    expect(policy).toBe(
      "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors http://127.0.0.1:3001",
    );
    expect(answer.headers.get('etag')).toBeNull();
  });

  it('leaves the query as it came, and asks for the page whole', async () => {
    const query = '?z=1&a=%2B%20+&X-HelpScout-Signature=ab%2Bc%3D';
    const headers = { 'if-none-match': '"same"', 'accept-encoding': 'gzip', authorization: 'Bearer abc' };
    await fetch(`${frames.url}/surfaces/helpscout/sidebar${query}`, { headers });
    const [asked] = app.asked;
    expect(asked?.url).toBe(`/surfaces/helpscout/sidebar${query}`);
    expect(asked?.headers).toMatchObject({ authorization: 'Bearer abc', host: app.url.slice(7) });
    expect(asked?.headers).not.toHaveProperty('if-none-match');
    expect(asked?.headers).not.toHaveProperty('accept-encoding');
  });

  it('passes assets and calls on as they are', async () => {
    const script = await fetch(`${frames.url}/surfaces/helpscout/assets/app.js`);
    expect(script.headers.get('content-type')).toBe('text/javascript');
    expect(await script.text()).toContain('SEND_APP_CONTEXT');
    const call = await fetch(`${frames.url}/api/commands?x=1`, { method: 'POST', body: '{"a":1}' });
    expect(await call.json()).toEqual({ method: 'POST', url: '/api/commands?x=1' });
    expect(app.asked.at(-1)?.body).toBe('{"a":1}');
  });

  it('leads nowhere else', async () => {
    for (const path of ['/', '/surfaces/pipedrive/panel', '/settings', '/apis', '/webhooks/helpscout']) {
      expect([path, (await fetch(`${frames.url}${path}`)).status]).toEqual([path, 404]);
    }
    // As a browser would never ask: the path of another server.
    const { port } = new URL(frames.url);
    const status = await new Promise((resolve) => {
      request({ port, host: '127.0.0.1', path: 'http://example.org/api/x' }, (res) =>
        resolve(res.statusCode),
      ).end();
    });
    expect(status).toBe(404);
    expect(app.asked).toEqual([]);
  });

  it('says that the service does not answer', async () => {
    serviceUrl = 'http://127.0.0.1:9';
    const answer = await fetch(`${frames.url}/api/requests`);
    expect([answer.status, await answer.text()]).toEqual([502, 'http://127.0.0.1:9 does not answer.']);
  });
});
