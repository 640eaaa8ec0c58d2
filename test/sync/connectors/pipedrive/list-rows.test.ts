import nock from 'nock';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createPipedrive } from '#sync/connectors/pipedrive/client.ts';
import { unlimitedBudget } from './unlimited-budget.ts';

const apiUrl = 'https://api.example.org';
const log = { debug: vi.fn(), warn: vi.fn() };
const pipedrive = createPipedrive({
  apiUrl,
  auth: { apiToken: 'secret-token' },
  budget: unlimitedBudget(),
  log,
});
const odd = { id: 9, title: 'Secret', status: 'of-tomorrow' };

beforeAll(() => nock.disableNetConnect());
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

const answers = (...data: object[]) => nock(apiUrl).get('/api/v2/deals').query(true).reply(200, { data });

it('leaves out a row that cannot be read, and says which, without its values', async () => {
  answers(odd, { id: 7, status: 'open' });
  const page = await pipedrive.listDeals({}).next();
  expect(page.value).toMatchObject([{ id: 7 }]);
  expect(log.warn).toHaveBeenCalledExactlyOnceWith(
    { vendor: 'pipedrive', operation: 'getDeals', id: 9, paths: ['status'] },
    'a record could not be read and was left out',
  );
});

it('takes a list none of whose rows can be read for a vendor that has changed', async () => {
  answers(odd, { ...odd, id: 10 });
  await expect(pipedrive.listDeals({}).next()).rejects.toMatchObject({ failure: { word: 'broken' } });
});
