import { createRequire } from 'node:module';
import nock from 'nock';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPipedrive } from '#sync/connectors/pipedrive/client.ts';
import { unlimitedBudget } from './unlimited-budget.ts';

const apiUrl = 'https://api.example.org';
const { cache } = createRequire(import.meta.url);
const isLoaded = (file: string) => Object.keys(cache).some((path) => path.endsWith(`/${file}`));

beforeAll(() => nock.disableNetConnect());
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

it('loads the rare classes of the vendor when they are first used', async () => {
  const pipedrive = createPipedrive({ apiUrl, auth: { apiToken: 'x' }, budget: unlimitedBudget() });
  expect(isLoaded('v2/api/deals-api.js')).toBe(true);
  const rare = ['activity-types', 'deal-fields', 'filters', 'person-fields', 'persons', 'roles', 'webhooks'];
  expect(rare.filter((name) => isLoaded(`v1/api/${name}-api.js`))).toEqual([]);
  nock(apiUrl).get('/v1/webhooks').reply(200, { data: null });
  expect(await pipedrive.listWebhooks()).toEqual([]);
  expect(rare.filter((name) => isLoaded(`v1/api/${name}-api.js`))).toEqual(['webhooks']);
});
