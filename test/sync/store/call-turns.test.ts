import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createSharedTurns } from '#sync/store/call-turns.ts';
import { storeStage } from '../../kit/test-store.ts';

const stage = storeStage();
const pace = { gapMs: 60_000, burst: 2 };
const patient = { waitMaxMs: 10 * 60_000 };

/** The line of one node; those of one company stand in the same. */
function aNode(company: string) {
  return createSharedTurns(stage.db, () => company, 'slack');
}

/** In whole gaps: the store's clock runs on. */
const gaps = (waitMs: number) => Math.round(waitMs / pace.gapMs);

it('nodes take turns in one line, some at once and the others one by one', async () => {
  const company = randomUUID();
  const [one, other] = [aNode(company), aNode(company)];
  const waits: number[] = [];
  for (const node of [one, other, one, other]) waits.push(await node.take('post C1', pace, patient));
  expect(waits.map(gaps)).toEqual([0, 0, 1, 2]);
  expect(gaps(await one.take('post C2', pace, patient))).toBe(0);
  expect(gaps(await aNode(randomUUID()).take('post C1', pace, patient))).toBe(0);
});

it('those who come together get each a turn of their own', async () => {
  const company = randomUUID();
  const nodes = Array.from({ length: 8 }, () => aNode(company));
  const waits = await Promise.all(nodes.map((node) => node.take('post', pace, patient)));
  expect(waits.map(gaps).toSorted((a, b) => a - b)).toEqual([0, 0, 1, 2, 3, 4, 5, 6]);
});

it('whoever would wait too long takes none, and is told how long it would be', async () => {
  const node = aNode(randomUUID());
  await node.take('post', pace, { ...patient, weight: 2 });
  const waitMs = await node.take('post', pace, { waitMaxMs: 10 });
  expect(gaps(waitMs)).toBe(1);
  expect(gaps(await node.take('post', pace, patient))).toBe(1);
});

it('a pause that one node was asked for holds the others, on all lanes below', async () => {
  const company = randomUUID();
  const [one, other] = [aNode(company), aNode(company)];
  for (const lane of ['post C1', 'posting']) await one.take(lane, pace, patient);
  await one.hold('post', pace, 5 * pace.gapMs);
  expect(gaps(await other.take('post C1', pace, patient))).toBe(5);
  expect(gaps(await other.take('post C1', pace, patient))).toBe(6);
  expect(gaps(await other.take('posting', pace, patient))).toBe(0);
  expect(gaps(await other.take('post C9', pace, { ...patient, notBeforeMs: 3 * pace.gapMs }))).toBe(3);
});
