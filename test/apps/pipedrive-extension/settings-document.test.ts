import { describe, expect, it } from 'vitest';
import {
  changedPaths,
  isSame,
  normalPath,
  readAt,
  writeAt,
} from '../../../apps/pipedrive-extension/src/surfaces/settings/model/document.ts';
import { meet, settle } from '../../../apps/pipedrive-extension/src/surfaces/settings/model/merge.ts';
import {
  changedSections,
  hashOf,
  readPlace,
  sectionOf,
  sections,
  shownSections,
} from '../../../apps/pipedrive-extension/src/surfaces/settings/model/sections.ts';
import { sampleHelpscout, sampleSettings, sampleSlack } from './settings-samples.ts';

describe('paths', () => {
  it('reads both ways of writing a place in a list', () => {
    expect(normalPath('targets[1].stage')).toBe('targets.1.stage');
    expect(readAt(sampleSettings, 'targets.1.stage')).toBe('Potentiels identifiés');
    expect(readAt(sampleSettings, 'targets.7.stage')).toBeUndefined();
  });

  it('writes without touching the rest, makes what is missing, and takes keys away', () => {
    const written = writeAt(sampleSettings, 'targets.0.stage', 'Demande');
    expect(readAt(written, 'targets.0')).toMatchObject({ key: 'suspect', stage: 'Demande' });
    expect(readAt(written, 'targets.1')).toBe(readAt(sampleSettings, 'targets.1'));
    expect(
      readAt(writeAt({}, 'templates.welcome.fr', { subject: 'x' }), 'templates.welcome.fr.subject'),
    ).toBe('x');
    expect(writeAt({ a: 1, b: 2 }, 'a', undefined)).toEqual({ b: 2 });
    expect(Object.keys(writeAt({ a: 1, b: 2, c: 3 }, 'b', 5))).toEqual(['a', 'b', 'c']);
  });

  it('tells changes by leaf, lists as one, and nothing for another order of keys', () => {
    const changed = writeAt(writeAt(sampleSettings, 'owners.rule', 'fixed'), 'deciders', []);
    expect(changedPaths(sampleSettings, changed)).toEqual(['deciders', 'owners.rule']);
    expect(isSame({ a: 1, b: undefined }, { a: 1 })).toBe(true);
    expect(isSame({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
    expect(isSame([1, 2], [2, 1])).toBe(false);
    expect(changedPaths({}, { slack: { channel: 'C1' } })).toEqual(['slack.channel']);
  });
});

describe('two people at once', () => {
  const mine = writeAt(writeAt(sampleSettings, 'undoSeconds', 30), 'locale', 'en');
  const theirs = writeAt(writeAt(sampleSettings, 'undoSeconds', 60), 'holidays', []);

  it('finds what both changed, and what only the other did', () => {
    expect(meet(sampleSettings, mine, theirs)).toEqual({
      theirPaths: ['holidays'],
      conflicts: [{ path: 'undoSeconds', before: 10, mine: 30, theirs: 60 }],
    });
  });

  it('keeps both sides’ own changes and the chosen version of a conflict', () => {
    const kept = settle(sampleSettings, mine, theirs, () => 'mine');
    expect([kept.undoSeconds, kept.locale, kept.holidays]).toEqual([30, 'en', []]);
    const taken = settle(sampleSettings, mine, theirs, () => 'theirs');
    expect([taken.undoSeconds, taken.locale, taken.holidays]).toEqual([60, 'en', []]);
  });

  it('never overwrites the other one without a choice', () => {
    expect(settle(sampleSettings, mine, theirs, () => undefined).undoSeconds).toBe(60);
  });

  it('takes a group with a point in a name as one value: a path could not tell it from two names', () => {
    const languages = (inbox: string) => writeAt(sampleSettings, 'helpscout.languages', { [inbox]: 'en' });
    expect(changedPaths(sampleSettings, languages('support.example'))).toEqual(['helpscout.languages']);
    expect(changedPaths(sampleSettings, languages('support'))).toEqual(['helpscout.languages.support']);
    const merged = settle(sampleSettings, languages('support.example'), theirs, () => 'mine');
    expect(merged.helpscout).toMatchObject({ languages: { 'support.example': 'en' } });
  });

  it('has no conflict where both did the same, and one where a group went while a part changed', () => {
    expect(meet(sampleSettings, mine, mine).conflicts).toEqual([]);
    const before = writeAt(sampleSettings, 'priority', { callType: 'call', fields: {} });
    const gone = writeAt(before, 'priority', undefined);
    const edited = writeAt(before, 'priority.callType', 'visit');
    const { conflicts } = meet(before, edited, gone);
    expect(conflicts.map(({ path }) => path)).toEqual(['priority.callType']);
    expect(settle(before, edited, gone, () => 'theirs')).toEqual(gone);
  });
});

describe('sections', () => {
  it('knows where every key of the settings is edited', () => {
    const orphans = Object.keys(sampleSettings).filter(
      (key) => sectionOf(key) === 'other' && key !== 'promises',
    );
    expect(orphans).toEqual([]);
    expect(sectionOf('targets[0].stage')).toBe('pipelines');
  });

  it('marks the sections that were changed', () => {
    const draft = writeAt(writeAt(sampleSettings, 'locale', 'en'), 'targets.0.stage', 'Demande');
    expect([...changedSections(sampleSettings, draft)].toSorted()).toEqual(['general', 'pipelines']);
  });

  it('comes back from every address it writes', () => {
    expect(sections.map((section) => readPlace(hashOf(section)).section)).toEqual(sections);
    expect(readPlace(hashOf('pipelines', 'targets[0].stage'))).toEqual({
      section: 'pipelines',
      path: 'targets.0.stage',
    });
    expect(readPlace('#nonsense/x')).toEqual({ section: 'general', path: null });
    expect(readPlace('#%E0%A4%A').section).toBe('general');
  });

  it('shows Slack where it is configured alone, and leads nobody to it elsewhere', () => {
    expect(shownSections({ slack: sampleSlack, helpscout: sampleHelpscout })).toEqual(sections);
    const shown = shownSections({ slack: null, helpscout: sampleHelpscout });
    expect(sections.filter((section) => !shown.includes(section))).toEqual(['slack']);
    const place = hashOf(sectionOf('slack.channel'), 'slack.channel');
    expect(readPlace(place)).toEqual({ section: 'slack', path: 'slack.channel' });
    expect(readPlace(place, { first: 'people', shown })).toEqual({ section: 'people', path: null });
  });

  it('shows Help Scout, with the saved replies, where it is configured alone', () => {
    const shown = shownSections({ slack: sampleSlack, helpscout: null });
    expect(sections.filter((section) => !shown.includes(section))).toEqual(['helpscout']);
    expect(sectionOf('savedReplies.valid.fr')).toBe('helpscout');
    expect(readPlace('#helpscout/helpscout.tag', { shown })).toEqual({ section: 'general', path: null });
  });
});
