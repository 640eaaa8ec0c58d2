import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, expect, it } from 'vitest';
import type { Company } from '#core/company.ts';
import type { Caller } from '#sync/http/authenticate-surface.ts';
import { type CalendarDoor, calendarDoor } from '#sync/http/calendar/calendar.ts';
import { calendarFeedApi } from '#sync/http/calendar/calendar-feed-api.ts';
import { answerProblems } from '#sync/http/problems.ts';
import { digestOf, newSecret } from '#sync/http/request-form/secret.ts';
import { createLog } from '#sync/log.ts';
import { makeFeed } from '#sync/store/calendar-feeds.ts';
import { aFollowingCompany, ids } from '../../../kit/conversion-samples.ts';
import { expectProblem } from '../../../kit/problems.ts';
import { storeStage } from '../../../kit/test-store.ts';

const stage = storeStage();
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function listening(app: express.Express): Promise<string> {
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Asks for the calendar of the owner, at a door as it is told. */
async function ask(change: Partial<CalendarDoor>) {
  const secret = newSecret();
  const lines: string[] = [];
  await makeFeed(stage.db, { company: 'company', staffId: ids.owner }, digestOf(secret));
  const log = createLog('silent');
  log.error = (...said: unknown[]) => void lines.push(JSON.stringify(said, errorsToo));
  const door: CalendarDoor = {
    db: stage.db,
    companyOf: () => aFollowingCompany(),
    dealUrlOf: () => null,
    now: () => new Date(),
    log,
    ...change,
  };
  const url = await listening(express().use('/calendar', calendarDoor(door)));
  const response = await fetch(`${url}/calendar/${secret}.ics`);
  return { status: response.status, headers: response.headers, secret, lines, text: await response.text() };
}

function errorsToo(_key: string, value: unknown): unknown {
  return value instanceof Error ? { ...value, message: value.message, stack: value.stack } : value;
}

const off: Company = aFollowingCompany({ conversion: { enabled: false } });

const circumstances: [string, CalendarDoor['companyOf'], number][] = [
  ['is there', () => aFollowingCompany(), 200],
  ['is gone where nobody is followed any more', () => off, 404],
  ['is gone with its company', () => undefined, 404],
  ['is gone with its owner', () => ({ ...aFollowingCompany(), staff: inactive() }), 404],
  ['is to be asked for later before the team was read', () => ({ ...aFollowingCompany(), staff: [] }), 503],
];

it.each(circumstances)('a calendar %s', async (_what, companyOf, status) => {
  const answer = await ask({ companyOf });
  expect(answer.status).toBe(status);
  expect(answer.text.includes('BEGIN:VCALENDAR')).toBe(status === 200);
  expect(answer.headers.get('retry-after') !== null).toBe(status === 503);
});

function inactive(): Company['staff'] {
  return aFollowingCompany().staff.map((one) => ({ ...one, active: one.id !== ids.owner }));
}

it('cannot be read while the store is away, and its secret is in no log', async () => {
  const away = new Proxy({} as CalendarDoor['db'], {
    get: () => {
      throw new Error('the store is away');
    },
  });
  const { status, headers, lines, secret, text } = await ask({ db: away });
  expect([status, headers.get('retry-after'), headers.get('cache-control')]).toEqual([
    503,
    '300',
    'no-store',
  ]);
  expect(lines).toHaveLength(1);
  expect(lines.join()).toContain('the store is away');
  expect(lines.join() + text).not.toContain(secret);
});

it('makes no link where nobody is followed, and says who can change that', async () => {
  const [staff] = off.staff;
  if (!staff) throw new Error('The sample has a team.');
  const caller: Caller = { company: off, staff, language: 'en', mayDecide: true, mayConfigure: false };
  const api = calendarFeedApi({ db: stage.db, callerOf: () => caller, calendarUrlOf: (secret) => secret });
  const url = await listening(
    express()
      .use('/feed', api)
      .use(answerProblems(createLog('silent'))),
  );
  const response = await fetch(`${url}/feed`, { method: 'POST', headers: { 'accept-language': 'en' } });
  const { title, detail } = await expectProblem(response, 409);
  expect([title, detail]).toEqual(['Customers are not followed', expect.stringContaining('administrator')]);
});
