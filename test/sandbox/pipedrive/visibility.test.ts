import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createDeal,
  createOrganization,
  createPerson,
} from '../../../services/sandbox/src/pipedrive/acts.ts';
import { type Pipedrive, type Receiver, startPipedrive, startReceiver } from './harness.ts';

const people: Record<string, number> = { 'as-21': 21, 'as-22': 22, 'as-1': 1 };
let receiver: Receiver;
let pipedrive: Pipedrive;
let dealId: number;

beforeEach(async () => {
  receiver = await startReceiver();
  const scopes = ['deals:full', 'contacts:full', 'search:read'];
  pipedrive = await startPipedrive({
    serviceUrl: receiver.url,
    findAppUser: (token) => (people[token] ? { userId: people[token], scopes } : undefined),
  });
  pipedrive.memory.limits.searchLagMs = 0;
  dealId = createDeal(pipedrive.standIn, 22, { title: 'Confidentielle', visible_to: 1 }).id;
});
afterEach(async () => {
  await pipedrive.stop();
  await receiver.close();
});

const as = (userId: number, method: string, path: string, body?: unknown) =>
  pipedrive.call(method, path, body, { 'x-api-token': `as-${userId}` });
const titles = (answer: { body: { data: unknown } }) =>
  (answer.body.data as { title: string }[]).map(({ title }) => title);

describe('a deal that its owner alone may see', () => {
  it('is not there for a colleague, by any door', async () => {
    const path = `/api/v2/deals/${dealId}`;
    expect((await as(22, 'GET', path)).status).toBe(200);
    expect((await as(1, 'GET', path)).status).toBe(200);
    const hidden = await as(21, 'GET', path);
    expect([hidden.status, hidden.body.error]).toEqual([404, 'Entity was not found']);
    expect((await as(21, 'PATCH', path, { title: 'x' })).status).toBe(404);
    expect((await as(21, 'DELETE', path)).status).toBe(404);
    expect((await as(21, 'GET', `/v1/deals/${dealId}/participants`)).status).toBe(404);
    expect(titles(await as(22, 'GET', '/api/v2/deals'))).toContain('Confidentielle');
    expect(titles(await as(21, 'GET', '/api/v2/deals'))).not.toContain('Confidentielle');
    const found = async (userId: number) =>
      (await as(userId, 'GET', '/api/v2/deals/search?term=confidentielle')).body.data.items;
    expect(await found(22)).toHaveLength(1);
    expect(await found(21)).toHaveLength(0);
  });

  it('names who may see it, in v1 and in webhooks', async () => {
    const [delivery] = await receiver.until(1);
    expect(delivery?.body.meta.permitted_user_ids).toEqual(['1', '22']);
    const { body } = await as(22, 'GET', `/v1/deals/${dealId}/permittedUsers`);
    expect(body.data).toEqual([1, 22]);
    const open = await as(22, 'GET', '/v1/deals/1/permittedUsers');
    expect(open.body.data).toEqual([1, 11, 12, 21, 22, 23]);
  });

  it('is found again by everybody once it is opened', async () => {
    await as(22, 'PATCH', `/api/v2/deals/${dealId}`, { visible_to: 3 });
    expect((await as(21, 'GET', `/api/v2/deals/${dealId}`)).status).toBe(200);
  });
});

it('is the same with persons and organizations', async () => {
  const secret = { name: 'Confidentiel', visible_to: 1 } as const;
  const person = createPerson(pipedrive.standIn, 22, secret);
  const organization = createOrganization(pipedrive.standIn, 22, secret);
  for (const path of [`persons/${person.id}`, `organizations/${organization.id}`]) {
    expect([path, (await as(22, 'GET', `/api/v2/${path}`)).status]).toEqual([path, 200]);
    expect([path, (await as(21, 'GET', `/api/v2/${path}`)).status]).toEqual([path, 404]);
    expect((await as(22, 'GET', `/v1/${path}/permittedUsers`)).body.data).toEqual([1, 22]);
  }
  const search = await as(21, 'GET', '/api/v2/itemSearch?term=confidentiel');
  expect(search.body.data.items).toHaveLength(0);
  for (const list of ['persons', 'organizations']) {
    const rows = (await as(21, 'GET', `/api/v2/${list}`)).body.data as unknown as { name: string }[];
    expect(rows.map(({ name }) => name)).not.toContain('Confidentiel');
  }
});
