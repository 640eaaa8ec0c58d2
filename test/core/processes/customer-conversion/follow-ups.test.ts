import { describe, expect, it } from 'vitest';
import { aFollowingCompany, anAccount, anActivity, aVersion, ids } from '../../../kit/conversion-samples.ts';
import { aStory, aSuspectStory, type Story } from '../../../kit/conversion-story.ts';

const enrol = { type: 'enrol' as const, rule: 'suspects' };
const { when: _, ...handRule } = aVersion().rule;
/** Entered by hand alone. */
const byHand = { ...aVersion(), rule: handRule };
const followed = () => {
  const story = aSuspectStory({ followUps: [byHand] });
  story.does(enrol);
  return story;
};
const sent = (story: Story) =>
  story.done.flatMap(({ effect, at }) => (effect.kind === 'send-client-mail' ? [[effect.template, at]] : []));
const endOf = ({ run }: Story) => {
  const last = run.state.memberships.at(-1);
  return [last?.state, last?.stoppedBecause?.key ?? null];
};

describe('MER-08 a follow-up', () => {
  it('MER-08 sends its mails and makes its tasks, working days apart, and comes to an end', () => {
    const story = followed();
    story.run.until('2026-12-31T12:00:00.000Z');
    // Tuesday, then a task on Friday, then a mail on the Friday after: three and five working days.
    expect(sent(story)).toEqual([
      ['follow-up-first', '2026-11-17T09:00:00.000Z'],
      ['follow-up-last', '2026-11-27T09:00:00.000Z'],
    ]);
    expect(story.promise('task')).toMatchObject({
      text: 'Rappeler',
      activityType: 'call',
      dueOn: '2026-11-20',
    });
    expect(endOf(story)).toEqual(['finished', null]);
    expect(story.run.state.memberships[0]?.done.map(({ outcome }) => outcome)).toEqual([
      'sent',
      'made',
      'sent',
    ]);
  });

  it('MER-08 begins by itself after so many days, weeks or months without contact', () => {
    for (const [daysWithoutContact, day] of [
      [3, '2026-11-20'],
      [14, '2026-12-01'],
      [90, '2027-02-15'],
    ] as const) {
      const when = { steps: ['identified' as const], daysWithoutContact, withoutNextActivity: false };
      const story = aSuspectStory({ followUps: [aVersion({ when })] });
      story.run.until(`${day}T08:59:00.000Z`);
      expect(story.run.state.memberships).toEqual([]);
      story.run.until(`${day}T09:01:00.000Z`);
      expect(sent(story)).toEqual([['follow-up-first', `${day}T09:00:00.000Z`]]);
    }
  });

  it('MER-08 writes in the hours of working days alone: what is due on a Sunday leaves on Monday morning', () => {
    const sunday = '2026-11-22T15:00:00.000Z';
    const story = aStory({ now: sunday, followUps: [byHand] });
    story.deal();
    story.does(enrol);
    story.run.until('2026-11-23T12:00:00.000Z');
    expect(sent(story)).toEqual([['follow-up-first', '2026-11-23T08:00:00.000Z']]);
  });

  it('MER-08 keeps the fewest days between two mails, also those of two rules', () => {
    const rule = { steps: [{ kind: 'mail' as const, template: 'follow-up-first', afterDays: 0 }] };
    const versions = ['one', 'two'].map((key) => ({ ...byHand, key, rule: { ...handRule, ...rule, key } }));
    const story = aSuspectStory({ followUps: versions });
    story.does({ type: 'enrol', rule: 'one' }, { type: 'enrol', rule: 'two' });
    story.run.until('2026-11-30T12:00:00.000Z');
    expect(sent(story).map(([, at]) => at)).toEqual(['2026-11-17T09:00:00.000Z', '2026-11-20T09:00:00.000Z']);
  });

  it('MER-08 is one at a time, and once where the rule says so', () => {
    const story = followed();
    expect(story.ask(enrol)).toMatchObject({ outcome: 'refused', reason: { key: 'followed-up-already' } });
    story.does({ type: 'stop-follow-up' });
    expect(endOf(story)).toEqual(['stopped', 'by-hand']);
    expect(story.ask(enrol)).toMatchObject({ outcome: 'refused', reason: { key: 'followed-up-once' } });
    expect(story.ask({ type: 'enrol', rule: 'other' }).reason?.key).toBe('rule-unknown');
  });

  it.each([
    [
      'a reply',
      'reply',
      (story: Story) => story.tell({ type: 'client-heard', channel: 'mail', at: story.run.now }),
    ],
    [
      'a meeting that is planned',
      'meeting',
      (story: Story) => activity(story, { type: 'meeting', dueOn: '2026-12-02' }),
    ],
    ['a call', 'call', (story: Story) => activity(story, { done: true, doneAt: story.run.now })],
    [
      'an account',
      'account',
      (story: Story) => story.deal({}, { account: { requestId: 'r', account: anAccount() } }),
    ],
    ['a next step', 'next-step', (story: Story) => story.ask({ type: 'record-presentation' })],
    ['a move by hand', 'moved-by-hand', (story: Story) => story.deal({ stageId: ids.documented })],
    ['a deal that is lost', 'ended', (story: Story) => story.deal({ status: 'lost' })],
    ['the word of the client', 'opt-out', (story: Story) => story.ask({ type: 'record-opt-out' })],
    ['a mail that came back', 'bounce', (story: Story) => bounce(story, 'camille@mairie.example.org')],
  ])('MER-08 ends at %s, and its task is moot', (_what, reason, happens) => {
    const story = followed();
    story.run.until('2026-11-23T12:00:00.000Z');
    expect(story.promise('task').state).toBe('open');
    happens(story);
    story.settle();
    expect(endOf(story)).toEqual(['stopped', reason]);
    expect(story.promise('task').state).toBe('moot');
    const before = sent(story);
    story.run.until('2027-01-31T12:00:00.000Z');
    expect(sent(story)).toEqual(before);
  });

  it('MER-08 the task that ends a follow-up is moot too when the client answers', () => {
    const steps = [
      { kind: 'task' as const, type: 'call', subject: { fr: 'Rappeler', en: 'Call' }, afterDays: 0 },
    ];
    const story = aSuspectStory({ followUps: [{ ...byHand, rule: { ...handRule, steps } }] });
    story.does(enrol);
    expect(endOf(story)).toEqual(['finished', null]);
    story.tell({ type: 'client-heard', channel: 'mail', at: story.run.now });
    expect(story.promise('task')).toMatchObject({ state: 'moot', endedBecause: { key: 'reply' } });
  });

  it('MER-08 the last mail that still waits is taken back when there is an account', () => {
    const steps = [{ kind: 'mail' as const, template: 'follow-up-last', afterDays: 0 }];
    const story = aSuspectStory({ followUps: [{ ...byHand, rule: { ...handRule, steps } }] });
    story.ask(enrol);
    story.run.tell({ type: 'timer-fired', name: 'follow-up' });
    story.deal({}, { account: { requestId: 'r', account: anAccount() } });
    story.run.until('2026-12-31T12:00:00.000Z');
    expect(sent(story)).toEqual([]);
    expect(story.run.state.memberships[0]?.done).toMatchObject([{ outcome: 'kept-back' }]);
  });

  it('MER-08 a rule that is made later takes those who are silent already', () => {
    const story = aSuspectStory();
    story.run.until('2026-12-15T10:00:00.000Z');
    story.run.company = aFollowingCompany({}, [aVersion()]);
    story.tell({ type: 'rules-changed' });
    story.run.until('2026-12-23T12:00:00.000Z');
    expect(sent(story)).toMatchObject([['follow-up-first', expect.any(String)]]);
  });

  it('MER-08 a mail that is kept back because they were just heard ends it as a reply', () => {
    const keptBack = () => ({
      result: { to: 'camille@mairie.example.org', keptBack: 'heard', confirmed: true },
    });
    const story = aSuspectStory({ followUps: [byHand], answers: { 'send-client-mail': keptBack } });
    story.does(enrol);
    expect(endOf(story)).toEqual(['stopped', 'reply']);
    expect(story.run.state.memberships[0]?.done).toMatchObject([{ outcome: 'kept-back' }]);
  });

  it('MER-08 an address that takes no mail is followed up no more, until the CRM has another one', () => {
    const failed = () => ({ failed: { cause: 'address' } });
    const story = aSuspectStory({
      followUps: [{ ...byHand, rule: { ...handRule, once: false } }],
      answers: { 'send-client-mail': failed },
    });
    story.does(enrol);
    expect(endOf(story)).toEqual(['stopped', 'bounce']);
    expect(story.ask(enrol).reason?.key).toBe('address-bounced');
    story.deal();
    expect(story.ask(enrol).reason?.key).toBe('address-bounced');
    const person = { ...personOf(), emails: ['mairie@mairie.example.org'] };
    story.deal({}, { person });
    expect(story.ask(enrol).outcome).toBe('advanced');
  });

  it('MER-08 knows the client who opted out by any writing of the address, and nobody else', () => {
    const story = followed();
    const at = story.run.now;
    const optOut = (address: string) => story.tell({ type: 'client-opted-out', address, at, by: null });
    expect(optOut('autre@mairie.example.org').outcome).toBe('ignored');
    expect(optOut('  CAMILLE@Mairie.Example.ORG ').reason?.key).toBe('opt-out');
    expect(story.run.state.optedOutAt).toBe(at);
    expect(story.ask({ type: 'send-documentation' })).toMatchObject({
      outcome: 'refused',
      reason: { key: 'opted-out' },
    });
  });
});

describe('a rule or a text that changes while 200 members are running', () => {
  const changed = aVersion(
    { steps: [{ kind: 'mail', template: 'follow-up-second', afterDays: 0 }] },
    { number: 2, since: '2026-11-18T08:00:00.000Z' },
  );
  const first = aVersion({
    steps: [0, 4].map((afterDays) => ({ kind: 'mail', template: 'follow-up-first', afterDays })),
  });
  const after = aFollowingCompany({}, [{ ...first, isCurrent: false }, changed]);

  it('leaves them in theirs, and new ones begin in the new one', () => {
    const running = Array.from({ length: 200 }, () => aSuspectStory({ followUps: [first] }));
    for (const story of running) story.does(enrol);
    for (const story of running) {
      story.run.until('2026-11-18T08:00:00.000Z');
      story.run.company = after;
      story.tell({ type: 'rules-changed' });
      story.run.until('2026-12-31T12:00:00.000Z');
      const mails = story.doneOf('send-client-mail');
      expect(mails.map(({ template, version }) => [template, version?.number])).toEqual([
        ['follow-up-first', 1],
        ['follow-up-first', 1],
      ]);
      expect(story.run.state.memberships).toMatchObject([{ version: 1, state: 'finished' }]);
    }
    const fresh = aSuspectStory({ followUps: [] });
    fresh.run.company = after;
    fresh.does(enrol);
    expect(fresh.run.state.memberships).toMatchObject([{ version: 2 }]);
    expect(fresh.doneOf('send-client-mail')).toMatchObject([
      { template: 'follow-up-second', version: { rule: 'suspects', number: 2 } },
    ]);
  });
});

const personOf = () => ({
  ...{ id: 700, name: 'Camille Exemple', emails: [], phones: [], ownerId: ids.owner, organizationId: 800 },
  ...{ addedAt: null, updatedAt: null, customFields: {} },
});

function activity(story: Story, more: Parameters<typeof anActivity>[0]) {
  const at = story.run.now;
  return story.tell({ type: 'activity-observed', activity: anActivity(more), isDeleted: false, at });
}

function bounce(story: Story, address: string) {
  return story.tell({ type: 'mail-bounced', address, at: story.run.now });
}
