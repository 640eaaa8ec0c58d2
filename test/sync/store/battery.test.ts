import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimNextEffect } from '#sync/store/claim-effect.ts';
import { answerCommand, reserveCommand } from '#sync/store/commands.ts';
import { keepCrmRecords, readCrmRecord } from '#sync/store/crm-records.ts';
import { type Database, openDatabase } from '#sync/store/database.ts';
import {
  deliveriesOf,
  insertDeliveries,
  markDeliveries,
  postponeDelivery,
  waitingSubjects,
} from '#sync/store/deliveries.ts';
import { cancelEffects, finishEffect, postponeEffect, retryEffect } from '#sync/store/effects.ts';
import { lockInstance, readInstance } from '#sync/store/instances.ts';
import { migrate } from '#sync/store/migrate.ts';
import { type ListedRow, type ListPosition, listRequests } from '#sync/store/request-list.ts';
import { overdueInstances, takeDueTimer } from '#sync/store/timers.ts';
import { temporaryFolder } from '../../kit/store-processes.ts';
import { company, newDelivery, newEffect, writtenInstance } from '../../kit/store-rows.ts';
import { createTestDatabase } from '../../kit/test-database.ts';

const log = () => undefined;
const problem = { word: 'retry-later', title: { fr: 'f', en: 'e' }, detail: { fr: 'f', en: 'e' } } as const;
const later = () => new Date(Date.now() + 3_600_000).toISOString();
const longAgo = new Date(0).toISOString();

/** Opens a store of each kind; `close` leaves nothing behind. */
const kinds = {
  given: async () => {
    const { url, drop } = await createTestDatabase();
    const database = await openDatabase({ databaseUrl: url, dataDir: '', log });
    return { database, close: () => database.close().then(drop) };
  },
  embedded: async () => {
    const folder = await temporaryFolder();
    const database = await openDatabase({ dataDir: folder.path, log });
    await migrate(database, log);
    return { database, close: () => database.close().then(folder.remove) };
  },
};

describe.each(['given', 'embedded'] as const)('the %s store', (kind) => {
  let opened: { database: Database; close(): Promise<void> };
  let db: Database['db'];
  beforeAll(async () => {
    opened = await kinds[kind]();
    db = opened.database.db;
    expect(opened.database.kind).toBe(kind);
  });
  afterAll(() => opened?.close());

  it('records a delivery once, keeps the order of a subject, and sets one aside after its tries', async () => {
    const subject = 'person:1';
    await insertDeliveries(db, [
      newDelivery('a', subject),
      newDelivery('b', subject),
      newDelivery('a', subject),
    ]);
    await insertDeliveries(db, [newDelivery('b', subject), newDelivery('c', subject, 'nul \u0000 \ud800')]);
    const [a, b, c, ...more] = await deliveriesOf(db, subject);
    expect(more).toEqual([]);
    expect(c?.body).toBe('nul \uFFFD \uFFFD');
    await insertDeliveries(db, [newDelivery('c', subject)]);
    await insertDeliveries(db, [newDelivery('d\u0000'.repeat(150), 'person:2', 'alone \u0000 \ud800')]);
    expect(await deliveriesOf(db, subject)).toHaveLength(3);
    const [d] = await deliveriesOf(db, 'person:2');
    expect(d?.body).toBe('alone \uFFFD \uFFFD');
    await markDeliveries(db, [{ id: d?.id ?? 0, state: 'ignored', reason: null }]);
    await markDeliveries(db, [{ id: a?.id ?? 0, state: 'routed', reason: null }]);
    expect((await deliveriesOf(db, subject)).map(({ id }) => id)).toEqual([b?.id, c?.id]);
    expect(await waitingSubjects(db, 10)).toEqual([subject]);
    const failure = { reason: 'no', delayMs: 3_600_000, attemptCountMax: 2 };
    await postponeDelivery(db, b?.id ?? 0, failure);
    // The whole subject waits for its oldest: order before speed.
    expect(await waitingSubjects(db, 10)).toEqual([]);
    await postponeDelivery(db, b?.id ?? 0, failure);
    expect((await deliveriesOf(db, subject)).map(({ id }) => id)).toEqual([c?.id]);
  });

  it('lets one transaction at a time advance an instance', async () => {
    const id = await writtenInstance(db, {});
    const order: string[] = [];
    const advance = (name: string) =>
      db.transaction().execute(async (store) => {
        const locked = await lockInstance(store, id);
        order.push(`${name} began`);
        await new Promise((resolve) => setTimeout(resolve, 50));
        const revision = (locked?.row.revision ?? 0) + 1;
        await store.updateTable('instances').set({ revision }).where('id', '=', id).execute();
        order.push(`${name} ended`);
      });
    await Promise.all([advance('one'), advance('two'), advance('three')]);
    expect((await readInstance(db, id))?.revision).toBe(4);
    for (const [index, entry] of order.entries()) {
      if (index % 2 === 0) expect(order[index + 1]).toBe(entry.replace('began', 'ended'));
    }
    expect(await lockInstance(db, randomUUID())).toBeUndefined();
  });

  it('hands effects out one after the other; a failed one holds back those behind it, not the look-ups', async () => {
    const effects = [newEffect('1/a'), newEffect('1/b'), newEffect('0/look', { decision: 0 })];
    const id = await writtenInstance(db, { effects });
    const first = await claimNextEffect(db, id);
    expect(first).toMatchObject({ row: { key: '1/a', attempts: 1, state: 'running' }, interrupted: false });
    expect((await claimNextEffect(db, id))?.row.key).toBe('1/a');
    expect((await claimNextEffect(db, id))?.interrupted).toBe(true);
    const claimed = { id: first?.row.id ?? '', attempts: 3 };
    await postponeEffect(db, claimed, problem, 3_600_000);
    expect((await claimNextEffect(db, id))?.row.key).toBe('0/look');
    await finishEffect(db, { id: effects[2]?.id ?? '', attempts: 1 }, { state: 'done', problem: null });
    expect(await claimNextEffect(db, id)).toBeUndefined();
    expect(await retryEffect(db, first?.row.id ?? '', null)).toBe(true);
    expect((await claimNextEffect(db, id))?.row).toMatchObject({ key: '1/a', attempts: 1 });
    const again = { ...claimed, attempts: 1 };
    expect(await finishEffect(db, again, { state: 'done', problem: null })).toBe(true);
    expect(await finishEffect(db, again, { state: 'done', problem: null })).toBe(false);
    expect(await retryEffect(db, first?.row.id ?? '', null)).toBe(false);
    expect((await claimNextEffect(db, id))?.row.key).toBe('1/b');
  });

  it('adds an effect of one key once, claims nothing before its time, and cancels all or none', async () => {
    const held = { effects: [newEffect('1/a', { dueAt: later() }), newEffect('1/b', { dueAt: later() })] };
    const id = await writtenInstance(db, held);
    await writtenInstance(db, {
      id,
      isNew: false,
      effects: [newEffect('1/a'), newEffect('2/a', { decision: 2 })],
    });
    expect(await claimNextEffect(db, id)).toBeUndefined();
    expect(await cancelEffects(db, id, { decision: 1, all: true })).toBe(true);
    expect((await claimNextEffect(db, id))?.row.key).toBe('2/a');
    expect(await cancelEffects(db, id, { decision: 2, all: true })).toBe(false);
  });

  it('fires a timer once, moves one of the same name, and finds what is overdue', async () => {
    const timers = [
      { name: 'late', dueAt: longAgo },
      { name: 'moved', dueAt: longAgo },
      { name: 'future', dueAt: later() },
    ];
    const id = await writtenInstance(db, { timers });
    await writtenInstance(db, { id, isNew: false, timers: [{ name: 'moved', dueAt: later() }] });
    expect(await overdueInstances(db, 3_000, 500)).toContain(id);
    const taken = await Promise.all([takeDueTimer(db, id), takeDueTimer(db, id)]);
    expect(taken.filter(Boolean)).toEqual(['late']);
    expect(await overdueInstances(db, 3_000, 500)).not.toContain(id);
  });

  it('answers a command id once, to the letter, whatever the answer holds', async () => {
    const command = { company, id: randomUUID(), staffId: 21 };
    const reserve = () =>
      db.transaction().execute(async (store) => {
        const known = await reserveCommand(store, command);
        if (known) return known.answer;
        await new Promise((resolve) => setTimeout(resolve, 50));
        return answerCommand(store, company, command.id, { z: 'é\u0000\ud800', a: [1, null] });
      });
    const answers = await Promise.all([reserve(), reserve(), reserve()]);
    const texts = new Set(answers.map((answer) => JSON.stringify(answer)));
    expect([...texts]).toEqual(['{"a":[1,null],"z":"é\uFFFD\uFFFD"}']);
  });

  it('keeps the newest state of a record', async () => {
    const organization = (name: string) => ({ id: 5, name, ownerId: null, updatedAt: null });
    const keep = async (name: string, changedAt: string) => {
      const record = organization(name);
      await keepCrmRecords(db, company, [
        { entity: 'organization', id: 5, record, deleted: false, changedAt },
        { entity: 'organization', id: 6, record: { ...record, id: 6 }, deleted: false, changedAt },
      ]);
      const kept = await readCrmRecord(db, company, 'organization', 6);
      return (kept?.record as { name?: string } | undefined)?.name;
    };
    expect(await keep('second', '2026-01-01T00:00:02.000Z')).toBe('second');
    expect(await keep('first', '2026-01-01T00:00:01.000Z')).toBe('second');
    expect(await keep('same instant', '2026-01-01T00:00:02.000Z')).toBe('same instant');
    const kept = await readCrmRecord(db, company, 'organization', 5);
    expect(kept?.record).toMatchObject({ name: 'same instant' });
  });

  it('pages through a list without a gap or a repetition', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 7; n++) ids.push(await writtenInstance(db, { step: 'refused', search: 'paging' }));
    const seen: string[] = [];
    const wanted = { steps: ['refused' as const], search: 'PAG', source: null, ownerId: null, limit: 3 };
    const order = { sort: 'submittedAt' as const, direction: 'desc' as const };
    for (let after: ListPosition | null = null; ; ) {
      const page: ListedRow[] = await listRequests(db, company, { ...wanted, ...order, after });
      seen.push(...page.map(({ id }) => id));
      const last = page.at(-1);
      if (!last) break;
      after = last.position;
    }
    expect(seen.toSorted()).toEqual(ids.toSorted());
  });
});
