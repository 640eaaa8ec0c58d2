import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import { expect, it } from 'vitest';
import { createReceiver } from '#sync/deliveries/receive.ts';
import type { Bell } from '#sync/engine/bell.ts';
import type { Schema } from '#sync/store/schema.ts';
import { newDelivery } from '../../kit/store-rows.ts';

/** A store that answers nothing until it is let. */
function heldStore() {
  const held = Promise.withResolvers<void>();
  const client = {
    query: async () => ({ command: 'INSERT', rowCount: 0, rows: [] }),
    release: () => undefined,
  };
  const connect = async () => {
    await held.promise;
    return client;
  };
  const pool = { connect, end: async () => undefined } as unknown as PostgresPool;
  return { db: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }), let: held.resolve };
}

it('is full while a thousand wait for the store, and takes more once they are written', async () => {
  const store = heldStore();
  const rung: unknown[] = [];
  const bell = { ring: (wake: unknown) => void rung.push(wake) } as unknown as Bell;
  const { receive, isFull } = createReceiver(store.db, bell);
  const told = (n: number) => receive(newDelivery(`key-${n}`, 'subject'));
  // The first is being written, 999 wait.
  const waiting = Array.from({ length: 1_000 }, (_, n) => told(n));
  expect(isFull()).toBe(false);
  waiting.push(told(1_000));
  expect(isFull()).toBe(true);
  store.let();
  await Promise.all(waiting);
  expect(isFull()).toBe(false);
  expect(rung).not.toEqual([]);
});

it('is full while more than one batch waits for long, and not while a few do', async () => {
  const store = heldStore();
  const bell = { ring: () => undefined } as unknown as Bell;
  const { receive, isFull } = createReceiver(store.db, bell);
  const told = (n: number) => receive(newDelivery(`key-${n}`, 'subject'));
  // The first is being written, 199 wait.
  const waiting = Array.from({ length: 200 }, (_, n) => told(n));
  await sleep(300);
  expect(isFull()).toBe(false);
  waiting.push(told(200));
  expect(isFull()).toBe(true);
  store.let();
  await Promise.all(waiting);
  expect(isFull()).toBe(false);
});
