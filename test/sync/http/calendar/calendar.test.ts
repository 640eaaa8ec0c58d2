import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CalendarFeedView } from '#core/contract/calendar-feed-view.ts';
import { sandboxSecrets } from '../../../../services/sandbox/src/secrets.ts';
import { quiet } from '../../../kit/flow.ts';
import { aPromise, type KeptConversion, keepConversion } from '../../../kit/kept-conversions.ts';
import { startWorld, type World } from '../../../kit/start-world.ts';
import { one, partsOf, readStrictly } from '../../../kit/strict-calendar.ts';

const company = String(sandboxSecrets.companyId);
let world: World;
let pool: pg.Pool;
beforeAll(async () => {
  world = await startWorld({ settings: { conversion: { enabled: true } } });
  await quiet(world);
  pool = new pg.Pool({ connectionString: world.databaseUrl, max: 2 });
});
afterAll(async () => {
  await pool.end();
  await world.stop();
});
afterEach(async () => {
  await pool.query("delete from instances where process = 'customer-conversion'");
  await pool.query('delete from calendar_feeds');
  await pool.query('delete from request_form_limits');
});

const keep = (kept: Partial<KeptConversion>) => keepConversion(pool, { company, ownerId: 21, ...kept });
const feed = async (method = 'GET', userId = 21): Promise<{ status: number; body: CalendarFeedView }> => {
  const token = await fetch(`${world.sandbox.url}/sandbox/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userId }),
  });
  const { token: bearer } = (await token.json()) as { token: string };
  const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
  const body = method === 'POST' ? { body: '{}' } : {};
  const response = await fetch(`${world.nodes[0]?.url}/api/calendar-feed`, { method, headers, ...body });
  return { status: response.status, body: (await response.json()) as CalendarFeedView };
};
const linkOf = async (userId = 21): Promise<string> => (await feed('POST', userId)).body.url ?? '';
const summaries = async (url: string): Promise<string[]> => {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  const root = readStrictly(await response.text());
  return partsOf(root, 'VEVENT').map((event) => one(event, 'SUMMARY').text);
};
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const dueOn = (days: number) => day(days).slice(0, 10);

describe('whose calendar it is', () => {
  it('shows the clients of its owner whom they may see, and nobody else’s', async () => {
    const due = dueOn(3);
    await keep({ promises: [aPromise({ text: 'mine', dueOn: due })] });
    await keep({ ownerId: 22, promises: [aPromise({ text: 'of a colleague', dueOn: due })] });
    await keep({ promises: [aPromise({ text: 'hidden from me', dueOn: due })], seenBy: [22, 23] });
    await keep({ promises: [aPromise({ text: 'seen by me', dueOn: due })], seenBy: [21] });
    await keepConversion(pool, {
      company: 'another',
      ownerId: 21,
      promises: [aPromise({ text: 'elsewhere', dueOn: due })],
    });
    expect((await summaries(await linkOf(21))).toSorted()).toEqual(['mine', 'seen by me']);
    expect(await summaries(await linkOf(22))).toEqual(['of a colleague']);
    expect(await summaries(await linkOf(23))).toEqual([]);
  });

  it('follows a deal that gets another owner', async () => {
    const id = await keep({ promises: [aPromise({ text: 'handed on', dueOn: dueOn(3) })] });
    const [mine, theirs] = [await linkOf(21), await linkOf(22)];
    await pool.query("update instances set state = jsonb_set(state, '{place,ownerId}', '22') where id = $1", [
      id,
    ]);
    expect([await summaries(mine), await summaries(theirs)]).toEqual([[], ['handed on']]);
  });

  it('shows what is open, what was kept in the last 60 days, and nothing that is moot', async () => {
    await keep({
      promises: [
        aPromise({ number: 1, text: 'open', dueOn: dueOn(3) }),
        aPromise({ number: 2, text: 'late', dueOn: dueOn(-90) }),
        aPromise({ number: 3, text: 'kept', dueOn: dueOn(-59), state: 'kept', endedAt: day(-59) }),
        aPromise({ number: 4, text: 'long ago', dueOn: dueOn(-61), state: 'kept', endedAt: day(-61) }),
        aPromise({ number: 5, text: 'moot', dueOn: dueOn(3), state: 'moot', endedAt: day(-1) }),
      ],
    });
    expect(await summaries(await linkOf())).toEqual(['⚠ late', 'open', '✓ kept']);
  });

  it('shows when the next mail of a follow-up leaves, in the zone of the company', async () => {
    const base = { rule: 'suspects', version: 1, by: null, position: 1, done: [], stoppedBecause: null };
    const running = { ...base, enrolledAt: day(-3), nextAt: day(2), endedAt: null, state: 'active' as const };
    const stopped = { ...running, state: 'stopped' as const };
    await keep({ memberships: [stopped, running] });
    const root = readStrictly(await (await fetch(await linkOf())).text());
    const [event, ...more] = partsOf(root, 'VEVENT');
    expect(more).toEqual([]);
    expect(event && one(event, 'DTSTART').parameters.TZID).toBe('Europe/Paris');
    expect(partsOf(root, 'VTIMEZONE')).toHaveLength(1);
  });
});

describe('the link', () => {
  it('is told once, and dead at once when it is made anew or removed', async () => {
    const first = await feed('POST');
    expect(first.body).toMatchObject({ isOn: true, madeAt: expect.any(String), readAt: null });
    expect(first.body.url).toMatch(/\/calendar\/[\w-]{43}\.ics$/);
    const url = first.body.url ?? '';
    expect((await fetch(url)).status).toBe(200);
    expect((await feed()).body).toEqual({
      isOn: true,
      madeAt: first.body.madeAt,
      readAt: expect.any(String),
    });
    const second = await linkOf();
    expect([(await fetch(url)).status, (await fetch(second)).status]).toEqual([404, 200]);
    expect((await feed('DELETE')).body).toEqual({ isOn: false, madeAt: null, readAt: null });
    expect((await fetch(second)).status).toBe(404);
    expect((await feed()).body.isOn).toBe(false);
  });

  it('is kept as a digest alone', async () => {
    const secret = /([\w-]{43})\.ics$/.exec(await linkOf())?.[1] ?? '';
    const { rows } = await pool.query('select * from calendar_feeds');
    expect(rows).toHaveLength(1);
    expect(secret).not.toBe('');
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it('of somebody who was deactivated, or is nobody any more, is dead', async () => {
    const url = await linkOf();
    await pool.query('update calendar_feeds set staff_id = 24');
    expect((await fetch(url)).status).toBe(404);
    await pool.query('update calendar_feeds set staff_id = 4242');
    expect((await fetch(url)).status).toBe(404);
  });

  it.each(['abc', `${randomBytes(32).toString('base64url')}.ics`, '%00.ics', '%E0%A4%A.ics', 'a/b.ics', ''])(
    'that was made up is not there: %s',
    async (path) => {
      const response = await fetch(`${world.nodes[0]?.url}/calendar/${path}`);
      expect(response.status).toBe(404);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.text()).not.toMatch(/VCALENDAR|Error/);
    },
  );

  it('needs a session to be made', async () => {
    const response = await fetch(`${world.nodes[0]?.url}/api/calendar-feed`, { method: 'POST' });
    expect(response.status).toBe(401);
  });
});

describe('what programs are told', () => {
  it('is a calendar of nobody else, which is asked about and sent only when it changed', async () => {
    const id = await keep({ promises: [aPromise({ dueOn: dueOn(3) })] });
    const url = await linkOf();
    const first = await fetch(url);
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    expect(first.headers.get('referrer-policy')).toBe('no-referrer');
    expect(first.headers.get('x-robots-tag')).toContain('noindex');
    // Node's fetch would say "no-cache" by itself beside such a header.
    const asked = { headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' } };
    const again = await fetch(url, asked);
    expect([again.status, await again.text()]).toEqual([304, '']);
    await pool.query(
      `update instances set updated_at = now(), state = jsonb_set(state, '{promises,0,movedCount}', '1')
       where id = $1`,
      [id],
    );
    expect((await fetch(url, asked)).status).toBe(200);
  });

  it('is to come back later, when they ask too often', async () => {
    const url = await linkOf();
    expect((await fetch(url)).status).toBe(200);
    await pool.query("update request_form_limits set free_at = now() + interval '1 hour'");
    const response = await fetch(url);
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await fetch(await linkOf())).status).toBe(200);
  });
});
