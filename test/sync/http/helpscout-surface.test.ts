import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildSurfaces } from '../../kit/built-surfaces.ts';
import { mailArrives, sidebarUrlOf } from '../../kit/helpscout-world.ts';
import { startWorld, type World } from '../../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  await buildSurfaces();
  world = await startWorld({ helpscout: true });
}, 120_000);
afterAll(() => world.stop());

it('is a page without data, which Help Scout alone may show and which tells nobody its address', async () => {
  const { conversationId } = mailArrives(world, { from: 'secret@mairie.example.org' });
  const response = await fetch(sidebarUrlOf(world, conversationId));
  expect(response.status).toBe(200);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/frame-ancestors https:\/\/secure\.helpscout\.net$/);
  expect(policy).toContain("script-src 'self'");
  expect(response.headers.get('x-frame-options')).toBeNull();
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  const html = await response.text();
  expect(html).toContain('/surfaces/helpscout/assets/');
  expect(html).not.toMatch(/Signature|secret@|conversation-id=/);
});

it('has its scripts beside it, to be kept by browsers', async () => {
  const base = world.nodes[0]?.url ?? '';
  const html = await (await fetch(`${base}/surfaces/helpscout/sidebar`)).text();
  const [script] = /\/surfaces\/helpscout\/assets\/[^"]+\.js/.exec(html) ?? [];
  const response = await fetch(`${base}${script}`);
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toContain('immutable');
});

it('is the only page there; the pages of Pipedrive may be shown by Pipedrive alone, as before', async () => {
  const base = world.nodes[0]?.url ?? '';
  expect((await fetch(`${base}/surfaces/helpscout/panel`)).status).toBe(404);
  const panel = await fetch(`${base}/surfaces/pipedrive/panel`);
  expect(panel.headers.get('content-security-policy')).not.toContain('helpscout');
});
