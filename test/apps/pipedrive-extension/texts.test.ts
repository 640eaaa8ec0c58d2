import { describe, expect, it } from 'vitest';
import { bulkTexts } from '../../../apps/pipedrive-extension/src/components/bulk/texts.ts';
import { formTexts } from '../../../apps/pipedrive-extension/src/components/conversion/forms/texts.ts';
import { partTexts as conversionPartTexts } from '../../../apps/pipedrive-extension/src/components/conversion/part-texts.ts';
import { conversionTexts as conversionCardTexts } from '../../../apps/pipedrive-extension/src/components/conversion/texts.ts';
import { decisionTexts } from '../../../apps/pipedrive-extension/src/components/decision/texts.ts';
import { findingsLineTexts } from '../../../apps/pipedrive-extension/src/components/findings/texts.ts';
import { listTexts } from '../../../apps/pipedrive-extension/src/components/list/texts.ts';
import { newSuspectButtonTexts } from '../../../apps/pipedrive-extension/src/components/new-suspect-button.tsx';
import { pageLinksTexts } from '../../../apps/pipedrive-extension/src/components/page-links.tsx';
import { proposalTexts } from '../../../apps/pipedrive-extension/src/components/request/proposal-texts.ts';
import { rehearsalTexts } from '../../../apps/pipedrive-extension/src/components/request/rehearsal-texts.ts';
import { requestTexts } from '../../../apps/pipedrive-extension/src/components/request/texts.ts';
import { signInTexts } from '../../../apps/pipedrive-extension/src/components/sign-in-texts.ts';
import { sharedTexts } from '../../../apps/pipedrive-extension/src/components/texts.ts';
import { guessLanguage, plural } from '../../../apps/pipedrive-extension/src/language.ts';
import { failureTexts } from '../../../apps/pipedrive-extension/src/service/failures.ts';
import { newRequestTexts } from '../../../apps/pipedrive-extension/src/surfaces/new-request/texts.ts';
import { newSuspectTexts } from '../../../apps/pipedrive-extension/src/surfaces/new-suspect/texts.ts';
import { panelTexts } from '../../../apps/pipedrive-extension/src/surfaces/panel/texts.ts';
import { dayTexts } from '../../../apps/pipedrive-extension/src/surfaces/pipeline/day/texts.ts';
import { figuresTexts } from '../../../apps/pipedrive-extension/src/surfaces/pipeline/figures/texts.ts';
import { processTexts } from '../../../apps/pipedrive-extension/src/surfaces/pipeline/process/texts.ts';
import { pipelineTexts } from '../../../apps/pipedrive-extension/src/surfaces/pipeline/texts.ts';
import { refusalTexts } from '../../../apps/pipedrive-extension/src/surfaces/refusal-modal/texts.ts';
import { barTexts } from '../../../apps/pipedrive-extension/src/surfaces/requests/bar-texts.ts';
import { requestsTexts } from '../../../apps/pipedrive-extension/src/surfaces/requests/texts.ts';
import { viewsTexts } from '../../../apps/pipedrive-extension/src/surfaces/requests/views-texts.ts';
import { checkTexts } from '../../../apps/pipedrive-extension/src/surfaces/settings/texts/checks.ts';
import { conversionSettingTexts } from '../../../apps/pipedrive-extension/src/surfaces/settings/texts/conversion.ts';
import { fieldTexts } from '../../../apps/pipedrive-extension/src/surfaces/settings/texts/fields.ts';
import { findingsTexts } from '../../../apps/pipedrive-extension/src/surfaces/settings/texts/findings.ts';
import { helpscoutTexts } from '../../../apps/pipedrive-extension/src/surfaces/settings/texts/helpscout.ts';
import { settingLabels } from '../../../apps/pipedrive-extension/src/surfaces/settings/texts/labels.ts';
import { pageTexts } from '../../../apps/pipedrive-extension/src/surfaces/settings/texts/page.ts';
import { slackTexts } from '../../../apps/pipedrive-extension/src/surfaces/settings/texts/slack.ts';
import { toolTexts } from '../../../apps/pipedrive-extension/src/surfaces/settings/texts/tools.ts';

const dictionaries = {
  listTexts,
  pipelineTexts,
  pageLinksTexts,
  pipelineDayTexts: dayTexts,
  pipelineProcessTexts: processTexts,
  pipelineFiguresTexts: figuresTexts,
  requestTexts,
  sharedTexts,
  signInTexts,
  failureTexts,
  panelTexts,
  refusalTexts,
  requestsTexts,
  bulkTexts,
  decisionTexts,
  proposalTexts,
  rehearsalTexts,
  newRequestTexts,
  conversionCardTexts,
  conversionPartTexts,
  conversionFormTexts: formTexts,
  newSuspectTexts,
  newSuspectButtonTexts,
  barTexts,
  viewsTexts,
  settingLabels,
  settingsPageTexts: pageTexts,
  settingFieldTexts: fieldTexts,
  settingsToolTexts: toolTexts,
  conversionSettingTexts,
  settingsHelpscoutTexts: helpscoutTexts,
  settingsSlackTexts: slackTexts,
  findingsLineTexts,
  settingsCheckTexts: checkTexts,
  settingsFindingsTexts: findingsTexts,
};

/** Words that are rightly the same in both languages. */
const sameInBoth = new Set([
  'from.pipedrive',
  'from.slack',
  'from.helpscout',
  'from.service',
  'email',
  'organization',
  'siren',
  'page',
  'pages',
  'section.installation',
  'section.slack',
  'section.helpscout',
  'target',
  'document',
  'variables',
  'what.pipeline',
  'what.webhook',
  'area.pipedrive',
  'area.webhooks',
  'area.slack',
  'area.helpscout',
  'what.help-desk',
  'pipelines',
  'targets',
  'targets.*.pipeline',
  'publicForm.sources.*.key',
  'templates.*.*.html',
  'slack',
  'slack.mention',
  'helpscout',
  'conversations',
]);

/** Every text by its path, functions called with samples so that what they say can be read. */
function textsByPath(dictionary: object, path = ''): [string, string][] {
  return Object.entries(dictionary).flatMap(([key, value]): [string, string][] => {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === 'function') return [[here, String(value('2', '2', '2'))]];
    return typeof value === 'object' ? textsByPath(value, here) : [[here, String(value)]];
  });
}

describe.each(Object.entries(dictionaries))('%s', (_name, dictionary) => {
  const [fr, en] = [textsByPath(dictionary.fr), textsByPath(dictionary.en)];

  it('has the same keys in both languages', () => {
    expect(en.map(([path]) => path)).toEqual(fr.map(([path]) => path));
  });

  it('leaves nothing empty or unfilled', () => {
    const bad = [...fr, ...en].filter(([, text]) => !/\S/.test(text));
    expect(bad).toEqual([]);
    expect([...fr, ...en].filter(([, text]) => /undefined|\[object|null/.test(text))).toEqual([]);
  });

  it('is really translated', () => {
    const english = new Map(en);
    const untranslated = fr.filter(([path, text]) => english.get(path) === text && !sameInBoth.has(path));
    expect(untranslated).toEqual([]);
  });
});

it('speaks of Slack where it is set up and where somebody decided there, nowhere else', () => {
  const { settingsSlackTexts: _ofItsOwnSection, ...others } = dictionaries;
  const spoken = Object.entries(others).flatMap(([name, { fr, en }]) =>
    [...textsByPath(fr), ...textsByPath(en)]
      .filter(([, text]) => /slack/i.test(text))
      .map(([path]) => `${name} ${path}`),
  );
  expect([...new Set(spoken)].toSorted()).toEqual([
    'requestTexts from.slack',
    'settingFieldTexts promisesInSlack',
    'settingLabels slack',
    'settingsPageTexts section.slack',
    'settingsToolTexts area.slack',
  ]);
});

describe('plural', () => {
  const forms = { one: 'demande', other: 'demandes' };
  it('follows French, where nought is singular', () => {
    expect([0, 1, 2, 1_000_000].map((count) => plural('fr', count, forms))).toEqual([
      'demande',
      'demande',
      'demandes',
      'demandes',
    ]);
  });

  it('follows English, where nought is plural', () => {
    const english = { one: 'request', other: 'requests' };
    expect([0, 1, 2].map((count) => plural('en', count, english))).toEqual([
      'requests',
      'request',
      'requests',
    ]);
  });
});

describe('guessLanguage', () => {
  it('is French unless the browser prefers English', () => {
    expect(guessLanguage(['en-US', 'fr'])).toBe('en');
    expect(guessLanguage(['fr-FR', 'en'])).toBe('fr');
    expect(guessLanguage(['de'])).toBe('fr');
    expect(guessLanguage([])).toBe('fr');
  });
});
