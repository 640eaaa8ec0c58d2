import { describe, expect, it } from 'vitest';
import { anAccount, aVersion, ids } from '../../../kit/conversion-samples.ts';
import { aSuspectStory, aTestingStory, type Story } from '../../../kit/conversion-story.ts';

const nothing = { procedure: null, documents: [], demoDay: null };
const lastMail = (story: Story) => story.doneOf('send-client-mail').at(-1);
const madeFor = (story: Story, kind: Parameters<Story['promise']>[0]) =>
  story.doneOf('ensure-promise-activity').filter(({ promise }) => promise === story.promise(kind).number);

describe('from the tests to production', () => {
  it('DS-47 our own call about the tests comes within two weeks, before what was announced', () => {
    const story = aTestingStory();
    expect(madeFor(story, 'tests-call')).toMatchObject([{ type: 'call', dueOn: '2026-12-01' }]);
    expect(story.promise('tests-call')).toMatchObject({ isAnnounced: false });
    story.run.until('2026-11-30T12:00:00.000Z');
    expect(story.promise('tests-call').remindedAt).toBe('2026-11-30T08:00:00.000Z');
    story.does({ type: 'record-tests' });
    expect(story.promise('tests-call').state).toBe('kept');
    expect(story.promise('tests').state).toBe('kept');
  });

  it('DS-48 the client is asked for the day, and the owner is reminded five working days before it', () => {
    const story = aTestingStory();
    story.does({ type: 'record-tests' });
    expect(lastMail(story)?.template).toBe('go-live-question');
    story.does({ type: 'plan-go-live', day: '2026-12-17' });
    expect(story.run.state).toMatchObject({ step: 'planned', goLiveOn: '2026-12-17' });
    expect(madeFor(story, 'go-live')).toMatchObject([{ dueOn: '2026-12-17' }]);
    story.run.until('2026-12-10T12:00:00.000Z');
    expect(story.promise('go-live').remindedAt).toBe('2026-12-10T08:00:00.000Z');
    story.does({ type: 'plan-go-live', day: '2027-01-14' });
    expect(story.promises('go-live')).toMatchObject([
      { dueOn: '2027-01-14', movedCount: 1, remindedAt: null },
    ]);
  });

  it('DS-49 what blocks stands with its reason and who lifts it, and stops mails until then', () => {
    const story = aTestingStory({ followUps: [aVersion()] });
    story.does({ type: 'enrol', rule: 'suspects' });
    const block = {
      type: 'block' as const,
      reason: 'decision-awaited',
      note: 'Vote en mars',
      ownerId: ids.second,
    };
    story.does(block);
    expect(story.run.state.blocked).toMatchObject({
      ...{ reason: 'decision-awaited', note: 'Vote en mars', ownerId: ids.second },
    });
    expect(story.run.state.memberships).toMatchObject([
      { state: 'stopped', stoppedBecause: { key: 'blocked' } },
    ]);
    expect(story.run.state.step).toBe('testing');
    story.does({ type: 'unblock' });
    expect(story.run.state.blocked).toBeNull();
    expect(story.ask({ type: 'unblock' }).reason?.key).toBe('not-blocked');
  });

  it('DS-49 a reason that the settings do not name is refused', () => {
    const story = aTestingStory();
    const ask = { type: 'block' as const, reason: 'weather', note: null, ownerId: null };
    expect(story.ask(ask)).toMatchObject({ outcome: 'refused', reason: { key: 'reason-unknown' } });
  });

  it('DS-49 no rule enters somebody who is blocked', () => {
    const when = { steps: ['testing' as const], daysWithoutContact: 3, withoutNextActivity: false };
    const story = aTestingStory({ followUps: [aVersion({ when })] });
    story.does({ type: 'block', reason: 'other', note: null, ownerId: null });
    story.run.until('2026-12-20T12:00:00.000Z');
    expect(story.run.state.memberships).toEqual([]);
    story.does({ type: 'unblock' });
    story.run.until('2027-01-05T12:00:00.000Z');
    expect(story.run.state.memberships).toHaveLength(1);
  });

  it('goes live: what was built is live, and every promise is kept', () => {
    const story = aTestingStory();
    story.does(
      { type: 'change-use-case', useCase: 1, state: 'built', title: null, blocker: null },
      { type: 'plan-go-live', day: '2026-12-10' },
      { type: 'record-go-live' },
    );
    expect(story.run.state).toMatchObject({ step: 'live', useCases: [{ state: 'live' }], nextDueOn: null });
    expect(story.promise('go-live').state).toBe('kept');
  });

  it('a company without stages of its own for the steps moves no deal, and goes on all the same', () => {
    const stages = { identified: 'Perdue', documented: 'Absente', accountCreated: 'Nulle part' };
    const story = aSuspectStory({ settings: { stages, conversion: { enabled: true } } });
    story.does({ type: 'record-presentation' }, { type: 'send-documentation' });
    story.deal({}, { account: { requestId: 'request-1', account: anAccount() } });
    story.does(
      { type: 'welcome-client', how: 'call' },
      { type: 'add-use-case', title: 'Permis' },
      { type: 'validate-use-cases' },
      { type: 'choose-path', path: 'autonomous', ...nothing },
    );
    expect(story.run.state.step).toBe('testing');
    expect(story.doneOf('ensure-deal-stage')).toEqual([]);
  });
});
