import { describe, expect, it } from 'vitest';
import type { ConversionAsk } from '#core/conversion-events.ts';
import { transitions } from '#core/processes/customer-conversion/definition.ts';
import type { Conversion } from '#core/processes/customer-conversion/state.ts';
import { aVersion } from '../../../kit/conversion-samples.ts';
import {
  aClientStory,
  aSuspectStory,
  aTestingStory,
  aValidatedStory,
  type Story,
} from '../../../kit/conversion-story.ts';

const { when: _, ...rule } = aVersion().rule;
const block: ConversionAsk = { type: 'block', reason: 'other', note: null, ownerId: null };
/** One whom a colleague may follow up. */
const aFollowedStory = () => aSuspectStory({ followUps: [{ ...aVersion(), rule }] });
const anEnrolledStory = () => after(aFollowedStory(), { type: 'enrol', rule: 'suspects' });
const aBlockedStory = () => after(aTestingStory(), block);
const aCollectingStory = () =>
  after(aClientStory(), { type: 'welcome-client', how: 'call' }, { type: 'add-use-case', title: 'Crèche' });

function after(story: Story, ...asks: ConversionAsk[]): Story {
  story.does(...asks);
  return story;
}

describe('taking back', () => {
  const asked: [ConversionAsk['type'], () => Story, ConversionAsk][] = [
    ['record-contact', aSuspectStory, { type: 'record-contact', channel: 'call', note: null }],
    ['invite-to-presentation', aSuspectStory, { type: 'invite-to-presentation' }],
    ['book-presentation', aSuspectStory, { type: 'book-presentation', day: '2026-11-26' }],
    ['record-presentation', aSuspectStory, { type: 'record-presentation' }],
    ['send-documentation', aSuspectStory, { type: 'send-documentation' }],
    ['welcome-client', aClientStory, { type: 'welcome-client', how: 'mail' }],
    ['add-use-case', aClientStory, { type: 'add-use-case', title: 'Crèche' }],
    [
      'change-use-case',
      aValidatedStory,
      { type: 'change-use-case', useCase: 1, state: 'built', title: null, blocker: null },
    ],
    ['choose-path', aValidatedStory, path('autonomous')],
    ['record-difficulty', aTestingStory, { type: 'record-difficulty', note: 'Difficile' }],
    ['record-tests', aTestingStory, { type: 'record-tests' }],
    ['plan-go-live', aTestingStory, { type: 'plan-go-live', day: '2026-12-10' }],
    ['record-go-live', aTestingStory, { type: 'record-go-live' }],
    ['validate-use-cases', aCollectingStory, { type: 'validate-use-cases' }],
    ['block', aTestingStory, block],
    ['unblock', aBlockedStory, { type: 'unblock' }],
    ['enrol', aFollowedStory, { type: 'enrol', rule: 'suspects' }],
    ['stop-follow-up', anEnrolledStory, { type: 'stop-follow-up' }],
    ['keep-promise', aClientStory, { type: 'keep-promise', promise: 1 }],
    ['move-promise', aClientStory, { type: 'move-promise', promise: 1, day: '2026-12-01' }],
    ['drop-promise', aClientStory, { type: 'drop-promise', promise: 1, why: 'Erreur' }],
  ];

  it('is tried of everything that may be asked for', () => {
    const types = Object.keys(transitions).filter(
      (type) => !['undo-step', 'record-opt-out', 'give-up'].includes(type),
    );
    expect(asked.map(([type]) => type).toSorted()).toEqual(types.toSorted());
  });

  it.each(asked)('%s leaves everything as before, and nothing was done', (_type, begun, ask) => {
    const story = begun();
    const before = story.run.state;
    const { length } = story.done;
    expect(story.ask(ask).outcome).toBe('advanced');
    expect(story.run.state.undo).toMatchObject({ ask: ask.type });
    const back = story.ask({ type: 'undo-step' });
    expect(back).toMatchObject({
      outcome: 'advanced',
      cancel: { decision: before.decisionCount + 1, all: true },
    });
    story.settle();
    expect(withoutCounts(story.run.state)).toEqual(withoutCounts(before));
    expect(story.done).toHaveLength(length);
    expect(story.ask({ type: 'undo-step' }).reason?.key).toBe('nothing-to-undo');
  });

  it('once it has begun, it is too late, and the word of a client is never taken back', () => {
    const story = aSuspectStory();
    story.does({ type: 'send-documentation' });
    expect(story.ask({ type: 'undo-step' }).reason?.key).toBe('undo-too-late');
    story.ask({ type: 'record-opt-out' });
    expect(story.ask({ type: 'undo-step' }).reason?.key).toBe('nothing-to-undo');
  });

  it('what was done meanwhile stays done: an activity keeps its promise, and no mail leaves twice', () => {
    const story = aFollowedStory();
    story.does({ type: 'record-contact', channel: 'call', note: null });
    story.ask({ type: 'enrol', rule: 'suspects' });
    story.ask({ type: 'record-contact', channel: 'event', note: null });
    story.run.until(new Date(Date.parse(story.run.now) + 1000).toISOString());
    story.ask({ type: 'undo-step' });
    story.run.until('2026-11-18T09:00:00.000Z');
    expect(story.doneOf('send-client-mail')).toHaveLength(1);
    expect(story.run.state.memberships).toMatchObject([{ position: 1, done: [{ outcome: 'sent' }] }]);
    expect(story.run.state.contactCounts).toEqual({ call: 1, mail: 1 });

    const booked = aSuspectStory();
    booked.ask({ type: 'book-presentation', day: '2026-11-26' });
    booked.run.until(new Date(Date.parse(booked.run.now) + 5000).toISOString());
    booked.ask({ type: 'record-contact', channel: 'event', note: null });
    booked.run.until(new Date(Date.parse(booked.run.now) + 6000).toISOString());
    booked.ask({ type: 'undo-step' });
    expect(booked.promise('presentation').activityId).toBe(3000);
    expect(booked.run.state.contactCounts).toEqual({});
  });
});

function path(chosen: 'autonomous'): ConversionAsk {
  return { type: 'choose-path', path: chosen, procedure: null, documents: [], demoDay: null };
}

/** Numbers are used once, and rules are looked through anew. */
function withoutCounts(state: Conversion) {
  const counts = { promiseCount: 0, decisionCount: 0, effectCount: 0, useCaseCount: 0, checkAt: null };
  return { ...state, ...counts, undo: null };
}
