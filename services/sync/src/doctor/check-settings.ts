import type { Company } from '#core/company.ts';
import type { SettingsProblem } from '#core/contract/settings-view.ts';
import type { Language } from '#core/model/localized.ts';
import type { Settings } from '#core/settings.ts';
import { findingIn } from '#core/settings-finding.ts';
import { settingsProblems } from '#core/settings-problems.ts';
import { OutsideError } from '../connectors/errors.ts';
import { activationLinks } from '../connectors/mail/activation-links.ts';
import { mailTextProblems } from '../mail-texts/check-mail-texts.ts';
import type { LiveCatalogue } from './live-catalogue.ts';
import { sayRenamed } from './renamed-places.ts';

/** What settings are held against. */
export interface SettingsGround {
  /** The company as it is served: it knows renamed pipelines and stages by their former names too. */
  served: Company;
  /** The CRM at this moment; null when it could not be asked, then what was known last counts. */
  live: LiveCatalogue | null;
  now: Date;
}

/** Everything that is wrong with settings, or worth a word, beside the field it is about. */
export function checkSettings(
  settings: Settings,
  ground: SettingsGround,
  reader: Language,
): SettingsProblem[] {
  return [
    ...nameProblems(settings, ground, reader),
    ...mailTextProblems(settings, reader),
    ...activationUrlProblems(settings, reader),
    ...(ground.live ? [] : [notAsked(reader)]),
  ];
}

/** What provisioning makes of a name that does not exist. */
const creatable = new Set<string>(['pipeline-unknown', 'stage-unknown', 'field-unknown']);

function nameProblems(
  settings: Settings,
  { served, live, now }: SettingsGround,
  reader: Language,
): SettingsProblem[] {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: settings.timeZone }).format(now);
  const look = (company: Company) =>
    settingsProblems(company, { today, ...(live && { activityTypes: live.activityTypes }) }).map((found) => ({
      ...findingIn(found, reader),
      ...(creatable.has(found.key) && { creatable: true }),
    }));
  if (!live) return look({ ...served, settings });
  const { activityTypes: _, ...catalogue } = live;
  const asNamedNow = look({ id: served.id, settings, ...catalogue });
  return sayRenamed(asNamedNow, { settings, served, live }, reader);
}

function activationUrlProblems({ activationUrl }: Settings, reader: Language): SettingsProblem[] {
  if (activationUrl === undefined) return [];
  try {
    activationLinks(activationUrl)('1');
    return [];
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    const words = {
      fr: ['Lien d’activation illisible', 'Seule la variable {{ id }} existe ici.'],
      en: ['Unreadable activation link', 'Only the variable {{ id }} exists here.'],
    } as const;
    const [title, detail] = words[reader];
    return [{ path: 'activationUrl', title, detail, nearest: 'id', severity: 'error' }];
  }
}

function notAsked(reader: Language): SettingsProblem {
  const words = {
    fr: [
      'Non vérifié dans Pipedrive',
      'Pipedrive ne répond pas : les noms sont comparés à ce qui était connu en dernier.',
    ],
    en: [
      'Not checked in Pipedrive',
      'Pipedrive does not answer: names are compared with what was known last.',
    ],
  } as const;
  const [title, detail] = words[reader];
  return { path: '', title, detail, nearest: null, severity: 'warning' };
}
