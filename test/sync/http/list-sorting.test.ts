import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { submitted } from '../../kit/flow.ts';
import { startWorld, type World } from '../../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  for (const name of ['Zoé', 'Ana', 'élodie'])
    await submitted(world, { name, organization: `Mairie de ${name}` });
});
afterAll(() => world.stop());

const names = async (query: string) => (await world.list(query)).items.map(({ person }) => person.name);

describe('the list of requests', () => {
  it('is sorted as asked, by default the newest first', async () => {
    expect(await names('?sort=name&direction=asc')).toEqual(['Ana', 'élodie', 'Zoé']);
    expect(await names('?sort=organization&direction=desc')).toEqual(['Zoé', 'élodie', 'Ana']);
    expect(await names('')).toEqual(await names('?sort=submittedAt&direction=desc'));
    expect(await names('?sort=&direction=')).toEqual(await names(''));
  });

  it('goes on where a page of the same order ended, and nowhere else', async () => {
    const first = await world.list('?sort=name&direction=asc&limit=1');
    const next = `cursor=${first.nextCursor}`;
    expect(await names(`?sort=name&direction=asc&limit=1&${next}`)).toEqual(['élodie']);
    for (const other of [
      `?${next}`,
      `?sort=name&direction=desc&${next}`,
      `?sort=organization&direction=asc&${next}`,
    ])
      expect((await world.call(`/api/requests${other}`)).status, other).toBe(400);
  });

  it('shows one owner and one source', async () => {
    expect(await names('?owner=12&sort=name&direction=asc')).toEqual(['Ana', 'élodie', 'Zoé']);
    expect(await names('?owner=21')).toEqual([]);
    expect(await names('?source=nowhere')).toEqual([]);
    const [one] = (await world.list('?source=pipedrive')).items;
    expect(one).toMatchObject({ source: 'pipedrive', shadow: false });
  });

  it.each([
    'sort=age',
    'direction=up',
    'owner=x',
    'owner=0',
    'sort=name&sort=step',
    `source=${'a'.repeat(101)}`,
  ])('%s: 400', async (query) => {
    expect((await world.call(`/api/requests?${query}`)).status).toBe(400);
  });
});
