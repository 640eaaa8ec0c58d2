import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newConversation } from '#core/processes/conversation/state.ts';
import type { DeskConversation } from '#sync/connectors/helpscout/port.ts';
import { sweepHelpscout, sweptUntil } from '#sync/deliveries/sweep-helpscout.ts';
import type { Bell } from '#sync/engine/bell.ts';
import type { Database } from '#sync/store/database.ts';
import { aConversation, deskError } from '../../fakes/fake-helpscout.ts';
import { aCompany } from '../../kit/account-request-samples.ts';
import { someFacts } from '../../kit/conversation-samples.ts';
import { openTestStore } from '../../kit/test-store.ts';

const now = new Date('2026-11-23T10:00:00Z');
const pageSize = 2;

let database: Database;
let live: DeskConversation[];
let asked: { since: string; page: number }[];
beforeAll(async () => {
  database = await openTestStore();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query('delete from instances; delete from company_facts');
  live = [];
  asked = [];
});

/** Pages as Help Scout makes them: of what changed since, newest first, at the moment of each call. */
async function modifiedSince(since: Date, page: number) {
  asked.push({ since: since.toISOString(), page });
  const changed = live
    .filter(({ look }) => Date.parse(look) >= since.getTime())
    .toSorted((one, other) => Date.parse(other.look) - Date.parse(one.look));
  const conversations = changed.slice((page - 1) * pageSize, page * pageSize);
  return { conversations, nextPage: page * pageSize < changed.length ? page + 1 : null };
}

const sweep = (more: { find?: typeof modifiedSince; at?: Date; signal?: AbortSignal; ids?: number[] } = {}) =>
  sweepHelpscout(
    {
      db: database.db,
      bell: { ring: () => undefined, ringAt: () => undefined } as unknown as Bell,
      companyOf: () => ({ ...aCompany(), desk: true }),
      desk: { modifiedSince: more.find ?? modifiedSince },
      mailboxIds: more.ids ?? [301],
      signal: more.signal ?? new AbortController().signal,
    },
    '1001',
    more.at ?? now,
  );
/** Its look tells when it changed. */
const changedAt = (id: number, minute: number) =>
  aConversation({ id, look: new Date(Date.parse('2026-11-23T09:00:00Z') + minute * 60_000).toISOString() });
const followed = async () => {
  const { rows } = await database.pool.query("select (state ->> 'conversationId')::int as id from instances");
  return rows.map(({ id }) => id).toSorted((one, other) => one - other);
};

/** One that was read as it is. */
async function known(conversation: DeskConversation, step = 'waiting') {
  const { id, look } = conversation;
  const state = { ...newConversation(id), facts: someFacts({ id, look }) };
  await database.pool.query(
    `with made as (insert into instances (id, company, process, version, revision, step, state, search, created_at, updated_at)
       values (gen_random_uuid(), '1001', 'conversation', 1, 1, $3, $1, '', now(), now()) returning id)
     insert into links (company, kind, value, instance_id) select '1001', 'conversation', $2, id from made`,
    [JSON.stringify(state), String(id), step],
  );
}

describe('the sweep of the help desk', () => {
  it('looks back a week the first time, then to the last one and a little further', async () => {
    await sweep();
    await sweep({ at: new Date('2026-11-23T10:05:00Z') });
    expect(asked).toEqual([
      { since: '2026-11-16T10:00:00.000Z', page: 1 },
      { since: '2026-11-23T09:50:00.000Z', page: 1 },
    ]);
    expect(await sweptUntil(database.db, '1001')).toEqual(new Date('2026-11-23T10:05:00Z'));
  });

  it('finds what nobody told of, on every page', async () => {
    live = [1, 2, 3, 4, 5].map((id) => changedAt(id, id));
    expect(await sweep()).toBe(5);
    expect(await followed()).toEqual([1, 2, 3, 4, 5]);
  });

  it('finds all of them though some change while it turns the pages', async () => {
    live = [1, 2, 3, 4, 5].map((id) => changedAt(id, id));
    let call = 0;
    await sweep({
      find: async (since, page) => {
        call += 1;
        const found = await modifiedSince(since, page);
        if (call === 1) live = [...live.slice(1), changedAt(1, 60)];
        return found;
      },
    });
    expect(await followed()).toEqual([2, 3, 4, 5]);
    // What came to the front meanwhile changed after this sweep began: the next one finds it.
    await sweep({ at: new Date('2026-11-23T10:05:00Z') });
    expect(await followed()).toEqual([1, 2, 3, 4, 5]);
  });

  it('gets through many of the same second', async () => {
    live = [1, 2, 3, 4, 5, 6, 7].map((id) => changedAt(id, 5));
    await sweep();
    expect(await followed()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('passes over what is as it was read', async () => {
    live = [changedAt(1, 1)];
    await known(changedAt(1, 1));
    expect(await sweep()).toBe(0);
  });

  it('has one read again that looks other than it was read', async () => {
    live = [changedAt(1, 9)];
    await known(changedAt(1, 1));
    expect(await sweep()).toBe(1);
    const { rows } = await database.pool.query("select state ->> 'hintCount' as count from instances");
    expect(rows).toEqual([{ count: '1' }]);
  });

  it('has one read again that had left the inboxes that are followed, and is back as it was', async () => {
    live = [changedAt(1, 1)];
    await known(changedAt(1, 1), 'gone');
    expect(await sweep()).toBe(1);
  });

  it('comes back to where it was when Help Scout did not answer', async () => {
    live = [changedAt(1, 1)];
    const find = async () => Promise.reject(deskError('retry-later'));
    await expect(sweep({ find })).rejects.toThrow();
    expect(await sweptUntil(database.db, '1001')).toBeNull();
  });

  it('ends between two conversations when it is told to', async () => {
    live = [changedAt(1, 1)];
    await expect(sweep({ signal: AbortSignal.abort(new Error('stopping')) })).rejects.toThrow('stopping');
    expect(await followed()).toEqual([]);
  });

  it('asks nothing where no inbox is followed', async () => {
    await sweep({ ids: [] });
    expect(asked).toEqual([]);
  });
});
