import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { leaseCalls } from '#sync/store/call-leases.ts';
import { inPast } from '../../kit/call-leases.ts';
import { storeStage } from '../../kit/test-store.ts';

const stage = storeStage();
const [a, b] = [randomUUID(), randomUUID()];
let companies = 0;
const aPlace = () => ({ company: `lease-${++companies}`, kind: 'pipedrive' });
const wants = (wanted: number, told: number | null = 80) => ({ told, first: 20, wanted, lifeMs: 6_000 });

it('gives all to a node that is alone', async () => {
  const place = aPlace();
  expect(await leaseCalls(stage.db, { ...place, node: a }, wants(80))).toEqual({ share: 80, limit: 80 });
});

it('frees what was given back only when the calls made with it count no more', async () => {
  const place = aPlace();
  await leaseCalls(stage.db, { ...place, node: a }, wants(80));
  expect((await leaseCalls(stage.db, { ...place, node: b }, wants(80))).share).toBe(0);
  expect((await leaseCalls(stage.db, { ...place, node: a }, wants(80))).share).toBe(40);
  expect((await leaseCalls(stage.db, { ...place, node: b }, wants(80))).share).toBe(0);
  await inPast(stage.db, place.company, 5);
  expect((await leaseCalls(stage.db, { ...place, node: b }, wants(80))).share).toBe(40);
});

it('frees what a node held that died, and gives all to the other', async () => {
  const place = aPlace();
  await leaseCalls(stage.db, { ...place, node: a }, wants(80));
  await inPast(stage.db, place.company, 8);
  expect((await leaseCalls(stage.db, { ...place, node: b }, wants(80))).share).toBe(0);
  await inPast(stage.db, place.company, 3);
  expect((await leaseCalls(stage.db, { ...place, node: b }, wants(80))).share).toBe(80);
});

it('lets a node that was told no limit work with that of the others', async () => {
  const place = aPlace();
  await leaseCalls(stage.db, { ...place, node: a }, wants(10));
  expect(await leaseCalls(stage.db, { ...place, node: b }, wants(20, null))).toEqual({
    share: 20,
    limit: 80,
  });
});

it('lets one call go that learns the limit while all of a guessed one is held by a node that died', async () => {
  const place = aPlace();
  await leaseCalls(stage.db, { ...place, node: a }, wants(20, null));
  expect((await leaseCalls(stage.db, { ...place, node: b }, wants(20, null))).share).toBe(1);
  expect((await leaseCalls(stage.db, { ...place, node: b }, wants(40))).share).toBe(40);
  expect((await leaseCalls(stage.db, { ...place, node: b }, wants(0, null))).share).toBe(0);
});

it('counts each company and each limit apart', async () => {
  const place = aPlace();
  await leaseCalls(stage.db, { ...place, node: a }, wants(80));
  const search = { ...place, kind: 'pipedrive-search', node: b };
  expect((await leaseCalls(stage.db, search, wants(10, 10))).share).toBe(10);
  expect((await leaseCalls(stage.db, { ...aPlace(), node: b }, wants(80))).share).toBe(80);
});
