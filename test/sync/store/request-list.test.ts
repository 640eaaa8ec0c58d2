import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestSort } from '#core/contract/saved-views.ts';
import { addUpStepChanges } from '#sync/store/clean-up.ts';
import { countFound } from '#sync/store/count-found.ts';
import type { Database } from '#sync/store/database.ts';
import { type ListPosition, listRequests, type WantedRequests } from '#sync/store/request-list.ts';
import { countRequests } from '#sync/store/requests.ts';
import { rowsRead } from '../../kit/rows-read.ts';
import { openTestStore } from '../../kit/test-store.ts';

const company = '7001';
const closedCount = 50_000;
const openCount = 60;

let database: Database;
let db: Database['db'];
beforeAll(async () => {
  database = await openTestStore();
  db = database.db;
  await fill(company, openCount, ['incomplete', 'pending', 'awaiting-evidence']);
});
afterAll(() => database.close());

/** Requests as a migration would meet them: names with accents, some without an organization or a decision. */
async function fill(ofCompany: string, count: number, steps: readonly string[]): Promise<void> {
  await sql`
    insert into instances (id, company, process, version, revision, step, state, search, created_at, updated_at)
    select gen_random_uuid(), ${ofCompany}, 'account-request', 1, 1, step, jsonb_build_object(
        'step', step, 'submittedAt', to_char(born, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'source', source, 'ownerId', 20 + n % 5,
        'person', jsonb_build_object('id', n, 'name', (array['Élodie', 'elsa', 'Zoé', 'Ana', 'Œdipe'])[1 + n % 5] || ' ' || n % 7),
        'organization', case when n % 4 = 0 then null else jsonb_build_object('id', n % 90, 'name', 'Mairie ' || n % 90) end,
        'decision', case when n % 3 = 0 then null else jsonb_build_object('at', to_char(born, 'YYYY-MM-DD"T"HH24:MI:SS".000Z"')) end),
      to_tsvector('simple', 'mairie commune' || n % 1000), born, born
    from (select n, ${sql.val([...steps])}::text[] as steps,
        (${sql.val([...steps])}::text[])[1 + n % ${steps.length}::int] as step,
        case when n % 10 = 0 then 'phone' else 'pipedrive' end as source,
        timestamptz '2026-01-01' + (n / 3) * interval '61 seconds' as born
      from generate_series(1, ${count}::int) as n) as made`.execute(db);
}

const everything: WantedRequests = {
  steps: [],
  search: '',
  source: null,
  ownerId: null,
  sort: 'submittedAt',
  direction: 'desc',
  after: null,
  limit: 7,
};

async function allPages(wanted: WantedRequests) {
  const rows = [];
  for (let after: ListPosition | null = wanted.after; ; ) {
    const page = await listRequests(db, company, { ...wanted, after });
    rows.push(...page);
    const last = page.at(-1);
    if (!last) return rows;
    after = last.position;
  }
}

const sorts = ['submittedAt', 'name', 'organization', 'step', 'decidedAt'] as const;
const orders = sorts.flatMap((sort) =>
  (['asc', 'desc'] as const).map((direction) => [sort, direction] as const),
);

describe('how many a list has', () => {
  it.each([
    ['everywhere', {}],
    ['in some steps', { steps: ['pending', 'awaiting-evidence'] }],
    ['by words', { search: 'mairie commune1' }],
    ['by source and owner', { source: 'phone', ownerId: 20 }],
    ['with no hit', { search: 'nowhere' }],
  ] as const)('is what its pages hold, %s', async (_how, narrowed) => {
    const wanted = { ...everything, ...narrowed };
    expect(await countFound(db, company, wanted)).toBe((await allPages(wanted)).length);
  });

  it('is counted up to 1 000, and beyond that not at all', async () => {
    await fill('7009', 1_000, ['pending']);
    expect(await countFound(db, '7009', { ...everything, search: 'mairie' })).toBe(1_000);
    await fill('7009', 1, ['pending']);
    expect(await countFound(db, '7009', { ...everything, search: 'mairie' })).toBeNull();
  });
});

describe('a list of requests', () => {
  it.each(orders)('by %s %s has every request once, page by page, in one order', async (sort, direction) => {
    const rows = await allPages({ ...everything, sort, direction });
    expect(new Set(rows.map(({ id }) => id)).size).toBe(openCount);
    expect(rows).toHaveLength(openCount);
    const whole = await listRequests(db, company, { ...everything, sort, direction, limit: 1_000 });
    expect(rows.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
    expect(rows.map((row) => shown(sort, row.state))).toEqual(
      rows.map((row) => shown(sort, row.state)).toSorted((a, b) => compared(a, b, direction)),
    );
  });

  it('sorts names as people do: without accents and case', async () => {
    const rows = await allPages({ ...everything, sort: 'name', direction: 'asc' });
    const first = rows.map(({ state }) => nameOf(state).split(' ')[0]);
    expect([...new Set(first)]).toEqual(['Ana', 'Élodie', 'elsa', 'Œdipe', 'Zoé']);
  });

  it('puts what is closed behind what is open in a list by step', async () => {
    await fill('7002', 16, ['refused', 'accepted', 'pending', 'withdrawn']);
    const rows = await listRequests(db, '7002', {
      ...everything,
      sort: 'step',
      direction: 'asc',
      limit: 100,
    });
    expect([...new Set(rows.map(({ step }) => step))]).toEqual([
      'pending',
      'accepted',
      'refused',
      'withdrawn',
    ]);
  });

  it('shows one source, one owner, some steps and words alone', async () => {
    const states = async (changes: Partial<WantedRequests>) =>
      (await allPages({ ...everything, ...changes })).map(({ state }) => state as Record<string, unknown>);
    const byPhone = await states({ source: 'phone' });
    expect(new Set(byPhone.map(({ source }) => source))).toEqual(new Set(['phone']));
    expect(byPhone).toHaveLength(6);
    expect((await states({ ownerId: 22 })).map(({ ownerId }) => ownerId)).toEqual(Array(12).fill(22));
    expect(await states({ ownerId: 22, source: 'phone', steps: ['pending'] })).toHaveLength(0);
    expect(await states({ steps: ['pending'] })).toHaveLength(20);
    expect(await states({ search: 'Commune7' })).toHaveLength(1);
    expect(await states({ steps: ['accepted'] })).toEqual([]);
  });

  it('changes nothing on earlier pages when a request is added meanwhile', async () => {
    const first = await listRequests(db, company, { ...everything, sort: 'name', direction: 'asc' });
    const after = first.at(-1)?.position ?? null;
    const second = await listRequests(db, company, { ...everything, sort: 'name', direction: 'asc', after });
    await sql`
      insert into instances (id, company, process, version, revision, step, state, search, created_at, updated_at)
      values (${randomUUID()}, ${company}, 'account-request', 1, 1, 'pending',
        '{"person": {"name": "AAA"}}', '', now(), now())`.execute(db);
    const again = await listRequests(db, company, { ...everything, sort: 'name', direction: 'asc', after });
    expect(again.map(({ id }) => id)).toEqual(second.map(({ id }) => id));
    await sql`delete from instances where company = ${company} and sort_name = 'aaa'`.execute(db);
  });
});

describe('the counts of the steps', () => {
  it('follow every change, also when they were added up', async () => {
    const before = await countRequests(db, company);
    expect(before).toMatchObject({ incomplete: 20, pending: 20, 'awaiting-evidence': 20, accepted: 0 });
    await addUpStepChanges(db);
    expect(await countRequests(db, company)).toEqual(before);
    await sql`update instances set step = 'accepted' where company = ${company} and step = 'pending'`.execute(
      db,
    );
    expect(await countRequests(db, company)).toMatchObject({ pending: 0, accepted: 20 });
    await Promise.all([addUpStepChanges(db), addUpStepChanges(db), countRequests(db, company)]);
    await sql`update instances set step = 'pending' where company = ${company} and step = 'accepted'`.execute(
      db,
    );
    expect(await countRequests(db, company)).toEqual(before);
    await addUpStepChanges(db);
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from step_changes
      where company = ${company}`.execute(db);
    expect(rows[0]?.count).toBe(3);
  });
});

describe(`with ${closedCount} closed requests`, () => {
  const openSteps = ['incomplete', 'pending', 'awaiting-evidence', 'accepting', 'refusing'] as const;
  beforeAll(async () => {
    await fill(company, closedCount, ['accepted', 'refused', 'withdrawn']);
    await sql`analyze`.execute(db);
  }, 60_000);

  it.each(orders)('a page by %s %s reads no more rows than it shows', async (sort, direction) => {
    const first = { ...everything, sort, direction, limit: 26 };
    const [middle] = (await listRequests(db, company, { ...first, limit: 2_000 })).slice(-1);
    for (const wanted of [
      first,
      { ...first, steps: openSteps },
      { ...first, steps: ['accepted' as const] },
      { ...first, after: middle?.position ?? null },
    ]) {
      const rows = await rowsRead(db, (store) => listRequests(store, company, wanted));
      // At most one page of each of the eight steps, and the page itself.
      expect(rows).toBeLessThanOrEqual(26 * 9);
    }
  });

  it.each([
    ['a word that all have', { search: 'mairie' }],
    ['a word that few have', { search: 'commune777' }],
    ['a word that all have and one that few have', { search: 'mairie commune77' }],
    ['a word that nobody has', { search: 'nowhere' }],
    ['the owner of some', { ownerId: 22 }],
    ['the owner of none', { ownerId: 7 }],
    ['a source and a word', { source: 'phone', search: 'commune1' }],
  ] as const)('a page of %s is right, and few are gone through for it', async (_what, narrowed) => {
    const words = 'search' in narrowed ? narrowed.search.split(' ').map((word) => `${word}:*`) : [];
    const { rows: all } = await sql<{ id: string }>`
      select id from instances where company = ${company}
        and (${words.length} = 0 or search @@ to_tsquery('simple', ${words.join(' & ')}))
        and (${'source' in narrowed ? narrowed.source : null}::text is null or source = 'phone')
        and (${'ownerId' in narrowed ? narrowed.ownerId : null}::int is null or owner_id = ${'ownerId' in narrowed ? narrowed.ownerId : 0})
      order by sort_name, created_at, id`.execute(db);
    const wanted = { ...everything, ...narrowed, sort: 'name', direction: 'asc', limit: 26 } as const;
    const page = await listRequests(db, company, wanted);
    expect(page.map(({ id }) => id)).toEqual(all.slice(0, 26).map(({ id }) => id));
    const after = page.at(-1)?.position ?? null;
    const next = await listRequests(db, company, { ...wanted, after });
    expect(next.map(({ id }) => id)).toEqual((after ? all.slice(26, 52) : []).map(({ id }) => id));
    expect(await countFound(db, company, wanted)).toBe(all.length > 1_000 ? null : all.length);
    // Of three large steps 3 000 each, twice.
    const gone = await rowsRead(db, (store) => listRequests(store, company, wanted));
    expect(gone).toBeLessThan(20_000);
    const counted = await rowsRead(db, (store) => countFound(store, company, wanted));
    expect(counted).toBeLessThan(12_000);
  });

  it('the counts read a line per step', async () => {
    await addUpStepChanges(db);
    expect(await rowsRead(db, (store) => countRequests(store, company))).toBeLessThanOrEqual(20);
    expect(await countRequests(db, company)).toMatchObject({ pending: 20, refused: 16_667 });
  });
});

function nameOf(state: unknown): string {
  return (state as { person: { name: string } }).person.name;
}

const stepOrder = ['incomplete', 'pending', 'awaiting-evidence'];

/** What a list is sorted by, as a text that compares the same way. */
function shown(sort: RequestSort, state: unknown): string {
  const { submittedAt, decision, organization, step } = state as {
    submittedAt: string;
    decision: { at: string } | null;
    organization: { name: string } | null;
    step: string;
  };
  const plain = (text: string) =>
    text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('œ', 'oe');
  if (sort === 'submittedAt') return submittedAt;
  if (sort === 'decidedAt') return decision?.at ?? '';
  if (sort === 'organization') return plain(organization?.name ?? '');
  return sort === 'name' ? plain(nameOf(state)) : String(stepOrder.indexOf(step));
}

function compared(a: string, b: string, direction: 'asc' | 'desc'): number {
  const order = a < b ? -1 : Number(a > b);
  return direction === 'asc' ? order : -order;
}
