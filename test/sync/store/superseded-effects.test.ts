import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Claim, claimNextEffect } from '#sync/store/claim-effect.ts';
import type { Database } from '#sync/store/database.ts';
import {
  cancelEffects,
  finishEffect,
  postponeEffect,
  readEffects,
  restoreEffects,
} from '#sync/store/effects.ts';
import { newEffect, writtenInstance } from '../../kit/store-rows.ts';
import { openTestStore } from '../../kit/test-store.ts';

const problem = { word: 'rejected', title: { fr: 'f', en: 'e' }, detail: { fr: 'f', en: 'e' } } as const;
const superseded = { decision: 1, all: false };
let opened: Database;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

describe('an effect under way whose decision is superseded', () => {
  let id: string;
  let claim: Claim;
  beforeEach(async () => {
    const effects = [newEffect('1/mail'), newEffect('2/account', { decision: 2 })];
    id = await writtenInstance(opened.db, { effects });
    claim = (await claimNextEffect(opened.db, id))?.row ?? { id: '', attempts: 0 };
  });
  const states = async () => (await readEffects(opened.db, [id])).map(({ state }) => state);
  const next = async () => (await claimNextEffect(opened.db, id))?.row.key;

  it.each([
    ['fails for good', () => finishEffect(opened.db, claim, { state: 'dead-letter', problem })],
    ['fails for now', () => postponeEffect(opened.db, claim, problem, 3_600_000)],
  ])('that %s holds nothing of later decisions back', async (_how, fail) => {
    await cancelEffects(opened.db, id, superseded);
    expect(await states()).toEqual(['running', 'waiting']);
    await fail();
    expect(await states()).toEqual(['cancelled', 'waiting']);
    expect(await next()).toBe('2/account');
  });

  it('is done when it succeeds all the same, and is not begun again', async () => {
    await cancelEffects(opened.db, id, superseded);
    await finishEffect(opened.db, claim, { state: 'done', problem: null });
    await restoreEffects(opened.db, id, 1);
    expect(await states()).toEqual(['done', 'waiting']);
  });

  it('goes on like any other once its decision holds again', async () => {
    await cancelEffects(opened.db, id, superseded);
    await restoreEffects(opened.db, id, 1);
    expect(await states()).toEqual(['running', 'waiting']);
    await finishEffect(opened.db, claim, { state: 'dead-letter', problem });
    expect(await states()).toEqual(['dead-letter', 'waiting']);
  });

  it('and failed meanwhile gets another try once its decision holds again', async () => {
    await cancelEffects(opened.db, id, superseded);
    await finishEffect(opened.db, claim, { state: 'dead-letter', problem });
    await restoreEffects(opened.db, id, 1);
    expect(await states()).toEqual(['retrying', 'waiting']);
    expect(await next()).toBe('1/mail');
  });
});
