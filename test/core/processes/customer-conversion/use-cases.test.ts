import { describe, expect, it } from 'vitest';
import type { UseCaseState } from '#core/model/conversion.ts';
import { anAccount } from '../../../kit/conversion-samples.ts';
import { aClientStory, aSuspectStory, aTestingStory, type Story } from '../../../kit/conversion-story.ts';

const change = (
  useCase: number,
  state: UseCaseState | null,
  more: { title?: string; blocker?: string } = {},
) => ({
  ...{ type: 'change-use-case' as const, useCase, state },
  ...{ title: more.title ?? null, blocker: more.blocker ?? null },
});
const usesOf = ({ run }: Story) =>
  run.state.useCases.map(({ title, state, blocker }) => [title, state, blocker]);

describe('the register of uses', () => {
  it('DS-33 goes found, validated, built, tested, live, each use by itself', () => {
    const story = aClientStory();
    story.does({ type: 'add-use-case', title: 'Permis' }, { type: 'add-use-case', title: 'Crèche' });
    for (const state of ['validated', 'built', 'tested', 'live'] as const) {
      story.does(change(1, state));
      expect(usesOf(story)).toEqual([
        ['Permis', state, null],
        ['Crèche', 'found', null],
      ]);
    }
  });

  it('DS-37 validates what was found and leaves what is further', () => {
    const story = aClientStory();
    story.does({ type: 'add-use-case', title: 'Permis' }, { type: 'add-use-case', title: 'Crèche' });
    story.does(change(2, 'built'), { type: 'validate-use-cases' });
    expect(usesOf(story)).toEqual([
      ['Permis', 'validated', null],
      ['Crèche', 'built', null],
    ]);
  });

  it('DS-48 going live makes live what was built or tested, and nothing else: uses are counted, not stages', () => {
    const story = aTestingStory();
    story.does({ type: 'add-use-case', title: 'Crèche' }, { type: 'add-use-case', title: 'Stade' });
    story.does(change(2, 'tested'), change(3, 'built'), { type: 'record-go-live' });
    expect(usesOf(story)).toEqual([
      ['Permis de construire', 'validated', null],
      ['Crèche', 'live', null],
      ['Stade', 'live', null],
    ]);
  });

  it('takes another title, what stands in the way, and the word that it no longer does', () => {
    const story = aClientStory();
    story.does({ type: 'add-use-case', title: 'Permis' });
    story.does(change(1, null, { title: 'Permis de construire', blocker: 'Pas de modèle' }));
    story.does(change(1, 'built'));
    expect(usesOf(story)).toEqual([['Permis de construire', 'built', 'Pas de modèle']]);
    story.does(change(1, null, { blocker: '' }));
    expect(usesOf(story)).toEqual([['Permis de construire', 'built', null]]);
  });

  it('refuses one that is not in it, and any before there is an account', () => {
    const story = aClientStory();
    expect(story.ask(change(7, 'live'))).toMatchObject({
      outcome: 'refused',
      reason: { key: 'use-case-unknown' },
    });
    const suspect = aSuspectStory();
    expect(suspect.ask({ type: 'add-use-case', title: 'Permis' })).toMatchObject({
      outcome: 'refused',
      reason: { key: 'not-in-this-step' },
    });
  });

  it('never gives a number twice, also after one was taken back', () => {
    const story = aClientStory();
    story.ask({ type: 'add-use-case', title: 'Permis' });
    story.ask({ type: 'undo-step' });
    expect(usesOf(story)).toEqual([]);
    story.does({ type: 'add-use-case', title: 'Crèche' });
    expect(story.run.state.useCases).toMatchObject([{ number: 2, title: 'Crèche' }]);
  });

  it('uses are still found when the client is live', () => {
    const story = aTestingStory();
    story.does({ type: 'record-go-live' }, { type: 'add-use-case', title: 'Stade' });
    expect(story.run.state).toMatchObject({
      step: 'live',
      useCases: [{}, { title: 'Stade', state: 'found' }],
    });
  });
});

describe('what the directory says of the account', () => {
  const looksOf = (story: Story) => story.doneOf('look-at-account').length;
  const seen = (state: 'active' | 'expired') => () => ({ result: { account: anAccount({ state }) } });

  it('is asked for every week, and said where it changed', () => {
    const story = aClientStory({ answers: { 'look-at-account': seen('active') } });
    story.run.until('2026-12-03T09:00:00.000Z');
    expect(looksOf(story)).toBe(2);
    const said = story.run.heard.map(({ reason }) => reason?.key).filter((key) => key === 'account-active');
    expect(said).toHaveLength(1);
    expect(story.run.state.account?.state).toBe('active');
  });

  it('says that it is gone, and keeps what was known', () => {
    const story = aClientStory({ answers: { 'look-at-account': () => ({ result: { account: null } }) } });
    story.run.until('2026-11-25T09:00:00.000Z');
    expect(story.run.state.account).toEqual(anAccount({ state: 'gone' }));
    expect(story.run.heard.at(-1)?.reason?.key).toBe('account-gone');
  });

  it('is asked for no more once the client is live', () => {
    const story = aTestingStory();
    story.does({ type: 'record-go-live' });
    story.run.until('2027-03-01T09:00:00.000Z');
    expect(looksOf(story)).toBe(0);
  });
});
