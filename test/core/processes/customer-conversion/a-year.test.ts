import { describe, expect, it } from 'vitest';
import type { DealLog } from '../../../kit/a-year-log.ts';
import { aYearOfPeople } from '../../../kit/a-year-of-people.ts';
import { findingsOf } from '../../../kit/conversion-model.ts';
import { aVersion } from '../../../kit/conversion-samples.ts';

const from = '2027-11-01T09:00:00.000Z';
const days = 400;
const until = new Date(Date.parse(from) + days * 86_400_000).toISOString();
const changedAt = '2028-04-15T10:00:00.000Z';
const dealCount = 500;
const atMostMs = 60_000;

const clients = {
  key: 'clients',
  when: {
    steps: ['account-created' as const, 'collecting' as const],
    daysWithoutContact: 21,
    withoutNextActivity: true,
  },
};
const before = [aVersion(), aVersion(clients)];
const changed = aVersion(
  { steps: [{ kind: 'mail', template: 'follow-up-second', afterDays: 2 }] },
  { number: 2, since: changedAt },
);
const after = [aVersion({}, { isCurrent: false }), changed, aVersion(clients)];

const lived = (seed: number): DealLog => aYearOfPeople(seed, from, days, [before, after], changedAt);

describe('400 days of 500 deals in Paris, with both changes of the clocks, a 29 February and a 1 May', () => {
  it('keep what was promised to the customer', { timeout: 240_000 }, () => {
    const startedAt = performance.now();
    const logs = Array.from({ length: dealCount }, (_, seed) => lived(seed));
    const tookMs = performance.now() - startedAt;
    const count = (counted: (log: DealLog) => number) => logs.reduce((sum, log) => sum + counted(log), 0);
    console.log(
      `a year: ${dealCount} deals in ${Math.round(tookMs / 1000)} s, ${count(({ run }) => run.heard.length)} events, ` +
        `${count(({ promises }) => promises.size)} promises, ${count(({ reminders }) => reminders.length)} reminders, ` +
        `${count(({ mails }) => mails.length)} mails`,
    );
    expect(logs.flatMap((log) => findingsOf(log, until)).slice(0, 20)).toEqual([]);
    expect(count(({ reminders }) => reminders.length)).toBeGreaterThan(500);
    expect(count(({ mails }) => mails.filter(({ isFollowUp }) => isFollowUp).length)).toBeGreaterThan(200);
    expect(
      count(({ run }) => run.state.memberships.filter(({ version }) => version === 2).length),
    ).toBeGreaterThan(10);
    expect(tookMs).toBeLessThan(atMostMs);
  });
});

describe('what checks it', () => {
  const log = Array.from({ length: 40 }, (_, seed) => lived(seed)).find(
    ({ mails, reminders, optOuts }) => reminders.length > 2 && mails.length > 1 && optOuts.length > 0,
  );
  const found = (changed: Partial<DealLog>) => (log ? findingsOf({ ...log, ...changed }, until) : []);
  const mail = {
    to: 'c@example.org',
    template: 'follow-up-first',
    version: { rule: 'suspects', number: 1 },
    isFollowUp: true,
  };

  it('finds nothing where nothing is wrong', () => {
    expect(log).toBeDefined();
    expect(found({})).toEqual([]);
  });

  it.each([
    ['a reminder that is missing', (is: DealLog) => ({ reminders: is.reminders.slice(1) })],
    ['one that came twice', (is: DealLog) => ({ reminders: [...is.reminders, ...is.reminders.slice(0, 1)] })],
    [
      'a mail at night',
      (is: DealLog) => ({ mails: [{ ...mail, at: '2027-11-03T02:00:00.000Z' }, ...is.mails] }),
    ],
    [
      'a mail on 1 May',
      (is: DealLog) => ({ mails: [{ ...mail, at: '2028-05-01T09:00:00.000Z' }, ...is.mails] }),
    ],
    [
      'a mail after the opt-out',
      (is: DealLog) => ({ mails: [...is.mails, { ...mail, at: '2028-12-01T10:00:00.000Z' }] }),
    ],
  ])('finds %s', (_what, change) => {
    expect(found(log ? change(log) : {})).not.toEqual([]);
  });
});
