import { describe, expect, it } from 'vitest';
import { anAccount, anActivity, aVersion, ids } from '../../../kit/conversion-samples.ts';
import {
  aClientStory,
  aSuspectStory,
  aTestingStory,
  aValidatedStory,
  type Story,
} from '../../../kit/conversion-story.ts';

const account = { requestId: 'request-1', account: anAccount() };
const movesOf = (story: Story) => story.doneOf('ensure-deal-stage').map(({ stageId }) => stageId);

describe('a deal that a person moves', () => {
  it('takes the process along, and the journal says who did what', () => {
    const story = aSuspectStory();
    const { reason } = story.deal({ stageId: ids.documented }, { byName: 'Équipe support' });
    expect(reason).toEqual({ key: 'stage-moved', values: { step: 'documented', by: 'Équipe support' } });
    story.settle();
    expect(story.run.state.step).toBe('documented');
    expect(movesOf(story)).toEqual([]);
  });

  it('back to a step before, makes moot what was promised further on', () => {
    const story = aTestingStory();
    story.deal({ stageId: ids.accountCreated }, { account });
    expect(story.run.state.step).toBe('account-created');
    expect(story.promise('tests')).toMatchObject({ state: 'moot', endedBecause: { key: 'moved-by-hand' } });
  });

  it('while our own move waits, is left where they put it', () => {
    const leftAlone = () => ({ result: { leftAlone: 'moved' } });
    const story = aSuspectStory({ answers: { 'ensure-deal-stage': leftAlone } });
    story.ask({ type: 'send-documentation' });
    story.deal({ stageId: ids.testing }, { account });
    story.settle();
    expect(story.run.state).toMatchObject({ step: 'account-created', place: { stageId: ids.testing } });
  });

  it('meanwhile, as our call finds out, is said to stay where it is', () => {
    const leftAlone = () => ({ result: { leftAlone: 'moved' } });
    const story = aSuspectStory({ answers: { 'ensure-deal-stage': leftAlone } });
    story.does({ type: 'send-documentation' });
    expect(story.run.heard.map(({ reason }) => reason?.key)).toContain('deal-left-alone');
    expect(story.run.state.place?.stageId).toBe(ids.identified);
  });
});

describe('what our own hand does', () => {
  it('is no news, seen before our call has its answer, after it, or as it was before', () => {
    const early = aSuspectStory();
    early.ask({ type: 'send-documentation' });
    early.deal({ stageId: ids.documented });
    early.settle();
    const late = aSuspectStory();
    late.does({ type: 'send-documentation' });
    late.deal({ stageId: ids.documented });
    const stale = aSuspectStory();
    stale.ask({ type: 'send-documentation' });
    expect(stale.deal({ stageId: ids.identified }).outcome).toBe('ignored');
    stale.settle();
    for (const { run } of [early, late, stale]) {
      expect(run.state).toMatchObject({
        step: 'documented',
        moving: null,
        place: { stageId: ids.documented },
      });
      expect(run.heard.map(({ reason }) => reason?.key)).not.toContain('stage-moved');
    }
  });

  it('what says nothing new leaves the undo', () => {
    const story = aSuspectStory();
    story.ask({ type: 'send-documentation' });
    story.deal();
    expect(story.ask({ type: 'undo-step' }).outcome).toBe('advanced');
    story.settle();
    expect(story.done).toEqual([]);
  });
});

describe('a deal that ends, and is opened again', () => {
  it.each([
    ['won', { status: 'won' as const }, {}, 'deal-won'],
    ['lost', { status: 'lost' as const }, {}, 'deal-lost'],
    ['deleted', { status: 'deleted' as const }, {}, 'deal-deleted'],
    ['merged into another one', { status: 'deleted' as const }, { mergedIntoId: 77 }, 'deal-merged'],
    ['moved out of the pipeline', { pipelineId: ids.elsewhere, stageId: 99 }, {}, 'deal-left'],
  ])('%s: no promise stays open, no follow-up goes on', (_what, deal, more, key) => {
    const { when: _, ...rule } = aVersion().rule;
    const story = aSuspectStory({ followUps: [{ ...aVersion(), rule }] });
    story.does({ type: 'book-presentation', day: '2026-11-26' }, { type: 'enrol', rule: 'suspects' });
    expect(story.deal(deal, { ...more, byName: 'Équipe vente' }).reason).toEqual({
      key,
      values: { by: 'Équipe vente' },
    });
    const { length } = story.done;
    story.run.until('2027-02-01T09:00:00.000Z');
    expect(story.run.state).toMatchObject({ step: 'ended', stepBeforeEnd: 'contacted', nextDueOn: null });
    expect(story.run.state.memberships).toMatchObject([
      { state: 'stopped', stoppedBecause: { key: 'ended' } },
    ]);
    expect(story.done.slice(length).map(({ effect }) => effect.kind)).toEqual(['end-promise-activity']);
    expect(story.deal(deal, more).outcome).toBe('ignored');
    expect(story.ask({ type: 'send-documentation' }).reason?.key).toBe('not-in-this-step');
  });

  it('opened again, it goes on where it ended', () => {
    const story = aValidatedStory();
    story.deal({ status: 'lost' }, { account });
    expect(story.deal({}, { account, byName: 'Équipe vente' }).reason?.key).toBe('deal-reopened');
    expect(story.run.state).toMatchObject({ step: 'validated', endedBecause: null, stepBeforeEnd: null });
  });

  it('opened again elsewhere, it goes on where the deal was put', () => {
    const story = aClientStory();
    story.deal({ pipelineId: ids.elsewhere, stageId: 99 }, { account });
    story.deal({ stageId: ids.testing }, { account });
    expect(story.run.state.step).toBe('testing');
    const suspect = aSuspectStory();
    suspect.deal({ status: 'lost' });
    suspect.deal({ stageId: ids.testing });
    expect(suspect.run.state).toMatchObject({ step: 'identified', account: null });
  });
});

describe('another owner', () => {
  it('takes open promises along, in the CRM too, and is reminded of them', () => {
    const story = aTestingStory();
    const kept = story.promise('use-cases');
    const { reason } = story.deal(
      { ownerId: ids.second, stageId: ids.testing },
      { account, byName: 'Équipe vente' },
    );
    expect(reason).toEqual({ key: 'owner-changed', values: { name: 'Équipe support', by: 'Équipe vente' } });
    story.settle();
    const given = story.doneOf('ensure-promise-activity').filter(({ ownerId }) => ownerId === ids.second);
    expect(given.map(({ activityId }) => activityId)).toEqual([
      story.promise('tests').activityId,
      story.promise('tests-call').activityId,
    ]);
    expect(kept.ownerId).toBe(ids.owner);
    story.run.until('2026-11-30T12:00:00.000Z');
    expect(story.doneOf('remind-of-promise').map(({ toId }) => toId)).toEqual([ids.second]);
  });

  it('of a deal whose account is seen at the same moment takes them along too', () => {
    const story = aSuspectStory();
    story.deal({ ownerId: ids.owner });
    story.does({ type: 'book-presentation', day: '2026-11-26' });
    story.deal({ ownerId: ids.second, stageId: ids.accountCreated }, { account });
    story.settle();
    expect(story.promise('presentation').state).toBe('moot');
    expect(story.promise('welcome-call').ownerId).toBe(ids.second);
  });

  it('an activity told as it was before does not give the promise back', () => {
    const story = aTestingStory();
    story.deal({ ownerId: ids.second, stageId: ids.testing }, { account });
    const { activityId, text, dueOn } = story.promise('tests');
    const activity = anActivity({
      id: activityId ?? 0,
      subject: text,
      type: 'task',
      dueOn,
      ownerId: ids.owner,
    });
    story.tell({ type: 'activity-observed', activity, isDeleted: false, at: story.run.now });
    story.settle();
    expect(story.promise('tests').ownerId).toBe(ids.second);
  });
});

describe('an accepted request of the same client', () => {
  const joined = (story: Story, personId: number, dealId = 901) => {
    const { now: at } = story.run;
    story.tell({
      type: 'request-joined',
      requestId: 'request-1',
      dealId,
      personId,
      account: anAccount(),
      at,
    });
    story.settle();
  };
  const kinds = ({ done }: Story) => done.map(({ effect }) => effect.kind);

  it('of the same person: its deal is kept as a note and goes, then the suspect’s deal moves on', () => {
    const story = aSuspectStory();
    joined(story, 700);
    expect(kinds(story).filter((kind) => kind !== 'ensure-promise-activity')).toEqual([
      'keep-deal-as-note',
      'remove-duplicate-deal',
      'ensure-deal-stage',
    ]);
    expect(story.doneOf('remove-duplicate-deal')).toMatchObject([{ dealId: 901, intoDealId: 500 }]);
    expect(story.promises('welcome-call')).toHaveLength(1);
  });

  it('of another person of the organization: they become a participant first', () => {
    const story = aSuspectStory();
    joined(story, 701);
    expect(story.doneOf('ensure-participant')).toMatchObject([{ dealId: 500, personId: 701 }]);
    expect(kinds(story).indexOf('ensure-participant')).toBeLessThan(
      kinds(story).indexOf('remove-duplicate-deal'),
    );
  });

  it('whose deal is the suspect’s own takes nothing away', () => {
    const story = aSuspectStory();
    joined(story, 700, 500);
    expect(kinds(story)).toEqual(['ensure-promise-activity']);
    expect(story.run.state.step).toBe('account-created');
  });
});
