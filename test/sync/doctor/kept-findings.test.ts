import { expect, it } from 'vitest';
import type { DoctorCheck } from '#core/contract/doctor-view.ts';
import { countNews, keepLook, keepNews, readFindings } from '#sync/doctor/kept-findings.ts';
import { storeStage } from '../../kit/test-store.ts';

const stage = storeStage();

const wrong = (area: string, name: string): DoctorCheck => ({
  area,
  name,
  state: 'wrong',
  detail: 'Not there any more.',
  fix: 'Name another one.',
  who: 'admin',
});
const names = async () => (await readFindings(stage.db, '7001', 'en')).items.map(({ name }) => name);

it('a look that began before settings were saved is not kept', async () => {
  const begun = { at: '2026-11-23T10:00:00.000Z', newsCount: await countNews(stage.db, '7001') };
  await keepNews(stage.db, '7001', { replaced: ['settings'], checks: () => [] });
  const checks = () => [wrong('settings', 'stages.refused')];
  expect(await keepLook(stage.db, '7001', { ...begun, checks })).toBe(false);
  expect(await names()).toEqual([]);
  const newsCount = await countNews(stage.db, '7001');
  expect(await keepLook(stage.db, '7001', { ...begun, newsCount, checks })).toBe(true);
  expect(await names()).toEqual(['stages.refused']);
});

it('of news that come at the same moment, and a look that ends among them, none is lost', async () => {
  const newsCount = await countNews(stage.db, '7001');
  const heard = Array.from({ length: 8 }, (_, index) => `news ${index}`);
  await Promise.all([
    ...heard.map((name) =>
      keepNews(stage.db, '7001', { replaced: [], checks: () => [wrong('pipedrive', name)] }),
    ),
    keepLook(stage.db, '7001', { checks: () => [], at: '2026-11-23T10:01:00.000Z', newsCount }),
  ]);
  expect(await names()).toEqual(expect.arrayContaining(heard));
  expect(await countNews(stage.db, '7001')).toBe(newsCount + 8);
});
