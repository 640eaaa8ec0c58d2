import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openTokenCompany } from '#sync/company/token-company.ts';
import { createLog } from '#sync/log.ts';
import type { Database } from '#sync/store/database.ts';
import { openTestStore } from '../../kit/test-store.ts';

let database: Database;
let nowMs = 0;
const served: string[] = [];
beforeAll(async () => {
  database = await openTestStore();
});
afterAll(() => database.close());
beforeEach(async () => {
  served.length = 0;
  await database.pool.query('delete from company_facts');
});

const opened = (named?: string, tokenOf: 'slack' | 'helpscout' = 'slack') =>
  openTokenCompany({
    db: database.db,
    tokenOf,
    named,
    ids: () => served,
    log: createLog('silent'),
    nowMs: () => nowMs,
  });
const written = async () => (await database.pool.query('select company from company_facts')).rows;
const settled = async (count: number) => expect.poll(written).toHaveLength(count);

it('is the one that is named, else the first one that is served alone', async () => {
  served.push('1');
  expect((await opened('2'))()).toBe('2');
  expect((await opened())()).toBe('1');
  await settled(1);
});

it('stays the same, whoever comes or goes, also after a start and on other nodes', async () => {
  const [here, there] = [await opened(), await opened()];
  expect(here()).toBeUndefined();
  served.push('1');
  expect(here()).toBe('1');
  await settled(1);
  served.push('2');
  expect([here(), there()]).toEqual(['1', undefined]);
  nowMs += 10_000;
  await expect.poll(() => there()).toBe('1');
  served.splice(0, 2, '2');
  expect([here(), there(), (await opened())()]).toEqual(['1', '1', '1']);
});

it('is nobody’s as long as several are served and none is named', async () => {
  served.push('1', '2');
  expect((await opened())()).toBeUndefined();
});

it('is kept for each vendor apart', async () => {
  served.push('1');
  expect((await opened())()).toBe('1');
  await settled(1);
  served.splice(0, 1, '2');
  expect((await opened(undefined, 'helpscout'))()).toBe('2');
  await settled(2);
});
