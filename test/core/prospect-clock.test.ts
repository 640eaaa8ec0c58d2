import { describe, expect, it } from 'vitest';
import { conversationTrace } from '#core/processes/conversation/trace.ts';
import { conversionTrace } from '#core/processes/customer-conversion/trace.ts';
import { type PersonTrace, plusMonths, silentProspects } from '#core/prospect-clock.ts';

const prospect = (heardAt: string, ...emails: string[]): PersonTrace => ({
  emails: emails.length > 0 ? emails : ['zoe@x.example'],
  heardAt,
  standing: 'prospect',
});

const silentOn = (now: string, traces: PersonTrace[], months = 36, timeZone = 'Europe/Paris') =>
  silentProspects(traces, { now, months, timeZone });

describe('months later', () => {
  it.each([
    ['2024-02-29', 36, '2027-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2023-02-28', 12, '2024-02-28'],
    ['2023-08-31', 6, '2024-02-29'],
    ['2023-12-15', 1, '2024-01-15'],
    ['2024-03-31', -1, '2024-02-29'],
    ['2026-11-23', -36, '2023-11-23'],
  ])('%s and %i is %s', (day, months, later) => expect(plusMonths(day, months)).toBe(later));
});

describe('a prospect', () => {
  it('is silent from the day after three years on', () => {
    const traces = [prospect('2024-05-10T09:00:00Z')];
    expect(silentOn('2027-05-10T21:00:00Z', traces)).toEqual([]);
    expect(silentOn('2027-05-11T08:00:00Z', traces)).toEqual([
      { email: 'zoe@x.example', heardOn: '2024-05-10', isOpen: false },
    ]);
  });

  it('who was last heard on 29 February is kept for all of 28 February', () => {
    const traces = [prospect('2024-02-29T09:00:00Z')];
    expect(silentOn('2027-02-28T12:00:00Z', traces)).toEqual([]);
    expect(silentOn('2027-03-01T12:00:00Z', traces)).toHaveLength(1);
  });

  it('has days of the company: what is tomorrow in Paris is not yet in Guadeloupe', () => {
    const traces = [prospect('2024-05-10T09:00:00Z')];
    expect(silentOn('2027-05-10T23:00:00Z', traces)).toHaveLength(1);
    expect(silentOn('2027-05-10T23:00:00Z', traces, 36, 'America/Guadeloupe')).toEqual([]);
  });

  it('is kept as long as anything came from them, under any of their addresses', () => {
    const old = prospect('2020-01-01T00:00:00Z', 'zoe@x.example', 'z@home.example');
    const word = (heardAt: string, ...emails: string[]): PersonTrace => ({
      emails,
      heardAt,
      standing: 'word',
    });
    expect(silentOn('2026-11-23T12:00:00Z', [old, word('2026-01-01T00:00:00Z', 'z@home.example')])).toEqual(
      [],
    );
    expect(silentOn('2026-11-23T12:00:00Z', [old, word('2026-01-01T00:00:00Z', 'a@b.example')])).toHaveLength(
      1,
    );
    expect(silentOn('2026-11-23T12:00:00Z', [old, word('2021-06-01T00:00:00Z', 'z@home.example')])).toEqual([
      { email: 'zoe@x.example', heardOn: '2021-06-01', isOpen: false },
    ]);
  });

  it('whose deal is still open is named with that', () => {
    const suspect = { ...prospect('2021-01-01T00:00:00Z'), standing: 'suspect' as const };
    expect(silentOn('2026-11-23T12:00:00Z', [prospect('2020-01-01T00:00:00Z'), suspect])).toEqual([
      { email: 'zoe@x.example', heardOn: '2021-01-01', isOpen: true },
    ]);
  });

  it('is none who became a client, or of whom something is open', () => {
    const kept: PersonTrace = { emails: ['zoe@x.example'], heardAt: null, standing: 'kept' };
    expect(silentOn('2026-11-23T12:00:00Z', [prospect('2020-01-01T00:00:00Z'), kept])).toEqual([]);
  });

  it('comes once, the longest silent first; of whom no word is known is not judged', () => {
    const traces = [
      prospect('2021-01-01T00:00:00Z'),
      prospect('2022-01-01T00:00:00Z'),
      prospect('2020-01-01T00:00:00Z', 'a@b.example'),
      { emails: ['never@b.example'], heardAt: null, standing: 'prospect' as const },
    ];
    expect(silentOn('2026-11-23T12:00:00Z', traces)).toEqual([
      { email: 'a@b.example', heardOn: '2020-01-01', isOpen: false },
      { email: 'zoe@x.example', heardOn: '2022-01-01', isOpen: false },
    ]);
  });
});

describe('a trace', () => {
  it('of a conversation is the last thing the customer wrote, never our answer', () => {
    const thread = (kind: string, at: string) => ({ kind, at });
    const facts = {
      customer: { emails: ['zoe@x.example'] },
      threads: [thread('reply', '2026-01-01T00:00:00Z'), thread('customer', '2022-01-01T00:00:00Z')],
    };
    expect(conversationTrace({ facts } as never)).toEqual({
      emails: ['zoe@x.example'],
      heardAt: '2022-01-01T00:00:00.000Z',
      standing: 'word',
    });
  });

  it.each([
    ['identified', null, null, 'suspect'],
    ['ended', null, 'lost', 'prospect'],
    ['ended', null, 'won', 'kept'],
    ['documented', { id: 'acc' }, null, 'kept'],
    ['collecting', null, null, 'kept'],
  ])('of a conversion in %s, account %o, ended %s, is of a %s', (step, account, endedBecause, standing) => {
    const times = { startedAt: '2022-01-01T00:00:00Z', lastHeardAt: null, lastReplyAt: null };
    const person = { emails: ['zoe@x.example'] };
    const trace = conversionTrace({ step, account, endedBecause, person, ...times } as never);
    expect(trace).toMatchObject({ standing, heardAt: '2022-01-01T00:00:00.000Z' });
  });
});
