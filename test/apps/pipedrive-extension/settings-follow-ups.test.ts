import { describe, expect, it } from 'vitest';
import type { TemplateView } from '#core/contract/templates-view.ts';
import { ConversionStep } from '#core/model/conversion.ts';
import { FollowUpRule, promiseDefaults } from '#core/settings-conversion.ts';
import { writeAt } from '../../../apps/pipedrive-extension/src/surfaces/settings/model/document.ts';
import {
  blankRule,
  followedSteps,
  mailOptions,
  ownMail,
  stepOfKind,
  usualWhen,
} from '../../../apps/pipedrive-extension/src/surfaces/settings/model/follow-ups.ts';
import { usualPromiseDays } from '../../../apps/pipedrive-extension/src/surfaces/settings/model/promise-days.ts';
import { sampleSettings } from './settings-samples.ts';

function mail(key: string, isForFollowUps: boolean, more: Partial<TemplateView> = {}): TemplateView {
  const words = { subject: `Objet ${key}`, text: `Texte ${key}`, html: '<p></p>' };
  const kind = { group: 'follow-up', language: 'fr', isDefault: true } as const;
  return { key, label: `Mail ${key}`, isForFollowUps, ...kind, ...words, variables: [], ...more };
}
const items = [
  mail('follow-up-first', true),
  mail('follow-up-first', true, { language: 'en', subject: 'Subject' }),
  mail('welcome', false),
];

it('knows what the service knows', () => {
  expect(usualPromiseDays).toEqual(promiseDefaults);
  expect([...followedSteps]).toEqual(ConversionStep.options.filter((step) => !/live|ended/.test(step)));
});

describe('mails of a follow-up', () => {
  it('are those that fit, each once, and those that only the draft has', () => {
    const draft = writeAt(sampleSettings, 'templates', { 'follow-up-new': { fr: {} }, refusal: { fr: {} } });
    expect(mailOptions(items, draft)).toEqual([
      { value: 'follow-up-first', label: 'Mail follow-up-first' },
      { value: 'follow-up-new', label: 'follow-up-new' },
    ]);
  });

  it('of one’s own begin with the words of the house, in the company’s language, under a key of their own', () => {
    const draft = writeAt(sampleSettings, 'templates', { 'follow-up-silent': { fr: {} } });
    const words = { subject: 'Objet follow-up-first', text: 'Texte follow-up-first' };
    expect(ownMail({ key: 'silent' }, { items, draft })).toEqual({
      key: 'follow-up-silent-2',
      language: 'fr',
      words,
    });
    const english = writeAt(draft, 'locale', 'en');
    expect(ownMail({ key: 'other' }, { items, draft: english })).toMatchObject({
      key: 'follow-up-other',
      language: 'en',
      words: { subject: 'Subject' },
    });
    const changed = [mail('follow-up-first', true, { original: { ...words, html: '' }, text: 'À nous' })];
    expect(ownMail({ key: 'other' }, { items: changed, draft }).words).toEqual(words);
  });
});

describe('what is added', () => {
  it('lacks nothing but its name', () => {
    const rule = blankRule([{ key: 'rule' }]);
    expect(rule.key).toBe('rule-2');
    const named = { ...rule, label: 'Relance', when: usualWhen };
    expect(FollowUpRule.parse(named)).toEqual(named);
  });

  it('keeps how long a step waits when it becomes another kind', () => {
    const task = stepOfKind({ kind: 'mail', template: 'follow-up-last', afterDays: 4 }, 'task');
    expect(task).toEqual({ kind: 'task', type: 'call', subject: { fr: '', en: '' }, afterDays: 4 });
    expect(stepOfKind(task, 'mail')).toEqual({ kind: 'mail', template: 'follow-up-first', afterDays: 4 });
  });
});
