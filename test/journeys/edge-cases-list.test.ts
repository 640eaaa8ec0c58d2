import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestPage } from '#core/contract/request-view.ts';
import { createPerson } from '../../services/sandbox/src/pipedrive/acts.ts';
import { inStore, quiet, submitted } from '../kit/flow.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

const robot = 12;

/** A Pipedrive that answers `data: null` where it has nothing, as v1 did and v2 may (pipedrive.md 2.3). */
async function withoutLists(
  sandboxUrl: string,
): Promise<{ url: string; nullCount(): number; server: Server }> {
  let nulls = 0;
  const server = createServer(async (request, response) => {
    const headers = { 'x-api-token': String(request.headers['x-api-token'] ?? '') };
    const answer = await fetch(`${sandboxUrl}${request.url}`, { headers });
    const body = await answer.text();
    if (body.includes('"data":[]')) nulls += 1;
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(body.replace('"data":[]', '"data":null'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, nullCount: () => nulls, server };
}

describe('edge cases: the list', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    await quiet(world);
  });
  afterAll(() => world.stop());

  it('E-01 a Pipedrive that answers data: null is an empty list, not a crash', async () => {
    const { pipedrive, url } = world.sandbox;
    for (const records of [pipedrive.persons, pipedrive.deals]) records.length = 0;
    const vendor = await withoutLists(url);
    await inStore(world, "delete from company_facts where name in ('crm-reading', 'crm-swept')");
    const node = await world.addNode({ PIPEDRIVE_API_URL: vendor.url });
    const page = await eventually(async () => {
      const current = await world.list();
      return vendor.nullCount() >= 4 && current.trouble === null && current;
    });
    expect(page).toMatchObject({ items: [], nextCursor: null });
    await node.stop();
    world.nodes.pop();
    vendor.server.close();
  });

  it('E-02 no request: an empty page, zeroes to count, and nothing that may be missing', async () => {
    const page = await world.list('?step=pending');
    expect(page).toMatchObject({ items: [], nextCursor: null, trouble: null });
    expect(new Set(Object.values(page.counts))).toEqual(new Set([0]));
  });

  it('E-03 more persons than one page of Pipedrive holds: each has its request', {
    timeout: 120_000,
  }, async () => {
    const count = 501;
    world.sandbox.misbehaviour.add({ vendor: 'webhooks', kind: 'lost' });
    for (let index = 0; index < count; index += 1) {
      const emails = [{ value: `personne-${index}@mairie-${index}.example.org` }];
      createPerson(world.sandbox.standIn, robot, { name: `Personne ${index}`, emails });
    }
    await world.addNode();
    await eventually(async () => (await world.list('?step=pending')).counts.pending === count, 100_000);
    const seen = new Set<number>();
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: RequestPage = await world.list(`?step=pending&limit=100${cursor && `&cursor=${cursor}`}`);
      for (const { person } of page.items) seen.add(person.id);
      cursor = page.nextCursor;
    }
    expect(seen.size).toBe(count);
  });
});

describe('edge cases: Pipedrive cannot be read', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ environment: { SWEEP_SECONDS: '1' } });
    await quiet(world);
  });
  afterAll(() => world.stop());

  it('E-04 a Pipedrive that is down is said on the list, until it is back', async () => {
    const { request } = await submitted(world);
    const rule = world.sandbox.misbehaviour.add({ vendor: 'pipedrive', kind: '500' });
    const troubled = await eventually(async () => {
      const page = await world.list();
      return page.trouble === null ? null : page;
    }, 60_000);
    expect(troubled.trouble).toMatch(
      /^Pipedrive est en panne \(depuis le \d+ .* \d\d:\d\d\) : des demandes peuvent manquer ici\. Rien à faire/,
    );
    // What was known stays in sight.
    expect(troubled.items.map(({ id }) => id)).toEqual([request.id]);
    world.sandbox.misbehaviour.remove(rule.id);
    await eventually(async () => (await world.list()).trouble === null, 20_000);
  });

  it('E-04 a token Pipedrive refuses is said, with who has to act, in the reader’s language', async () => {
    const node = await world.addNode({ PIPEDRIVE_API_TOKEN: 'revoked' });
    const french = await eventually(async () => (await world.list()).trouble);
    expect(french).toMatch(
      /^Pipedrive refuse notre accès \(.*\) : .* Un administrateur doit renouveler le jeton/,
    );
    await node.stop();
    world.nodes.pop();
  });

  it('E-04 a Pipedrive that never answered is a failure, not an empty queue', async () => {
    const fresh = await startWorld({ environment: { PIPEDRIVE_API_URL: 'http://127.0.0.1:9' } });
    const answer = await fresh.call('/api/requests');
    expect(answer).toMatchObject({ status: 503, body: { title: 'Pipedrive ne répond pas' } });
    expect(answer.body).not.toHaveProperty('items');
    await fresh.stop();
  });
});
