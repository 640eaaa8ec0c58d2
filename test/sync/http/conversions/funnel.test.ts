import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Funnel } from '#core/contract/conversion-view.ts';
import { inStore } from '../../../kit/flow.ts';
import { followedDeal, followingWorld } from '../../../kit/followed-deals.ts';
import type { World } from '../../../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await followingWorld();
  const { conversion } = await followedDeal(world);
  // Four that began in March 2026, of a colleague nobody else's deals are of.
  await seeded(conversion.id, { identified: '2026-03-01T00:00:00Z' }, {});
  await seeded(
    conversion.id,
    { identified: '2026-03-02T00:00:00Z', contacted: '2026-03-04T00:00:00Z' },
    { useCases: [useCase(1, 'live'), useCase(2, 'found')] },
  );
  await seeded(
    conversion.id,
    {
      ...{ identified: '2026-03-02T00:00:00Z', contacted: '2026-03-08T00:00:00Z' },
      ...{ presented: '2026-03-09T12:00:00Z' },
    },
    {
      promises: [promise(1, 'kept'), promise(2, 'open', '2026-01-01'), promise(3, 'open', '2099-01-01')],
      memberships: [membership('stopped', 'reply')],
    },
  );
  // 23:30 on the 31st in UTC is April in Paris.
  await seeded(conversion.id, { identified: '2026-03-31T23:30:00Z' }, {});
});
afterAll(() => world.stop());

const colleague = 22;
const useCase = (number: number, state: string) => ({
  ...{ number, state, title: 'Usage', blocker: null },
  ...{ addedAt: '2026-03-02T00:00:00Z', changedAt: '2026-03-02T00:00:00Z' },
});
const promise = (number: number, state: string, dueOn = '2026-03-10') => ({ number, state, dueOn });
const membership = (state: string, key: string) => ({
  ...{ rule: 'by-hand', version: 1, state, stoppedBecause: { key, values: {} } },
  done: [{ position: 0, kind: 'task', at: '2026-03-05T00:00:00Z', decision: 0, outcome: 'made' }],
});

/** One more conversion like another, which began and went on as told. */
async function seeded(like: string, reachedAt: Record<string, string>, more: object) {
  const [startedAt] = Object.values(reachedAt);
  await inStore(
    world,
    `insert into instances (id, company, process, version, revision, step, state, search, created_at, updated_at)
    select $1, company, process, version, revision, $5, state || $2::jsonb, search, $3, $3 from instances where id = $4`,
    [
      randomUUID(),
      { startedAt, reachedAt, place: { ownerId: colleague }, step: Object.keys(reachedAt).at(-1), ...more },
      startedAt,
      like,
      Object.keys(reachedAt).at(-1),
    ],
  );
}

const funnel = async (query: string) => (await world.call(`/api/conversions/funnel?${query}`)).body as Funnel;

describe('the funnel', () => {
  it('tells how far those came that began in a time, and how long it took', async () => {
    const { started, steps, useCases, promises, followUps } = await funnel(
      `from=2026-03-01&to=2026-03-31&owner=${colleague}`,
    );
    expect(started).toBe(3);
    expect(steps.slice(0, 4)).toEqual([
      { key: 'identified', label: 'Suspect identifié', reached: 3, medianDays: 4, ninetiethDays: 5.6 },
      { key: 'contacted', label: 'Contacté', reached: 2, medianDays: 1.5, ninetiethDays: 1.5 },
      { key: 'presented', label: 'Présentation faite', reached: 1, medianDays: null, ninetiethDays: null },
      { key: 'documented', label: 'Doc envoyée', reached: 0, medianDays: null, ninetiethDays: null },
    ]);
    expect(useCases).toEqual({ found: 1, validated: 0, built: 0, tested: 0, live: 1 });
    expect(promises).toEqual({ kept: 1, late: 1, open: 1, moot: 0 });
    expect(followUps).toEqual([
      {
        ...{ key: 'by-hand', label: 'À la main', version: 1, active: 0, finished: 0, stopped: 1 },
        steps: [{ position: 0, text: 'Rappeler', done: 1, keptBack: 0, repliedAfter: 1 }],
      },
    ]);
  });

  it('counts days where the company is', async () => {
    expect((await funnel(`from=2026-04-01&to=2026-04-01&owner=${colleague}`)).started).toBe(1);
    expect((await funnel(`from=2026-03-31&to=2026-03-31&owner=${colleague}`)).started).toBe(0);
  });

  it('is of everybody, and of the last year, where nothing else is asked', async () => {
    const { from, to, started } = await funnel('owner=');
    expect(started).toBeGreaterThan(0);
    expect(Date.parse(to) - Date.parse(from)).toBe(365 * 86_400_000);
  });

  it('is a file, too', async () => {
    const token = await fetch(`${world.sandbox.url}/sandbox/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userId: 21 }),
    }).then((response) => response.json() as Promise<{ token: string }>);
    const path = `/api/conversions/funnel.csv?from=2026-03-01&to=2026-03-31&owner=${colleague}`;
    const response = await fetch(`${world.nodes[0]?.url}${path}`, {
      headers: { authorization: `Bearer ${token.token}`, 'accept-language': 'fr' },
    });
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toContain('conversions-2026-03-01-2026-03-31.csv');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    expect(bytes.toString()).toContain('Étapes;Suspect identifié;3;4;5,6\r\n');
  });

  it.each([
    'from=2026-13-01',
    'from=0001-01-01',
    'to=hier',
    'from=2026-02-01&to=2026-01-01',
    'owner=x',
    'owner=null',
  ])('is not given for %s', async (query) => {
    for (const path of ['funnel', 'funnel.csv'])
      expect((await world.call(`/api/conversions/${path}?${query}`)).status).toBe(400);
  });
});
