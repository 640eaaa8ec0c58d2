import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, it, vi } from 'vitest';
import { surfacesInDevelopment } from '#sync/http/surfaces-in-development.ts';

vi.mock('vite', () => ({
  createServer: async () => ({
    middlewares: (request: { url: string }, response: { end(text: string): void }) =>
      response.end(request.url),
  }),
}));

it('a page straight from its sources tells nobody its address either', async () => {
  const host = { host: 'helpscout' as const, frameAncestors: ['https://secure.helpscout.net'] };
  const app = express().use(await surfacesInDevelopment([host]));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/surfaces/helpscout/sidebar?user-id=1`);
  expect(await response.text()).toBe('/surfaces/helpscout/sidebar.html?user-id=1');
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  expect(response.headers.get('content-security-policy')).toContain('secure.helpscout.net');
  await new Promise((resolve) => server.close(resolve));
});
