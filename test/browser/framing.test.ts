import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Stage, startStage } from '../kit/stage.ts';

let stage: Stage;
let stranger: Server;
beforeAll(async () => {
  stage = await startStage();
  const surfaces = `${stage.world.nodes[0]?.url}/surfaces/pipedrive`;
  stranger = createServer((request, response) => {
    response.setHeader('content-type', 'text/html');
    const frame = `<iframe src="${surfaces}${request.url}"></iframe>`;
    response.end(`<title>Ailleurs</title><link rel="icon" href="data:,">${frame}`);
  }).listen(0, '127.0.0.1');
  await once(stranger, 'listening');
});
afterAll(async () => {
  await stage.close();
  stranger.close();
});

const names = ['panel', 'refusal-modal', 'new-request', 'new-suspect', 'requests', 'pipeline', 'settings'];

it.each(names)('does not show %s inside a page that is not the host’s', async (name) => {
  const { page, complaints } = await stage.open('/pipedrive/deals');
  expect(complaints).toEqual([]);
  await page.goto(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}/${name}`);
  await expect.poll(() => complaints.join('\n')).toContain('frame-ancestors');
  expect(page.frames().filter((frame) => frame.url().includes('/surfaces/'))).toEqual([]);
});
