import { followUpMails } from '#core/emails/conversion-mails.ts';
import { exampleOf, type MailKey, mailCatalogue } from '#core/emails/index.ts';
import type { MailTemplate } from '#core/emails/layout.ts';
import type { MailEntry } from '#core/emails/variables.ts';
import { inLanguage, type Language } from '#core/model/localized.ts';
import type { Settings } from '#core/settings.ts';
import { groupOf, type MailGroup } from './mail-groups.ts';
import { mailLabels } from './mail-words.ts';

/** A mail whose text a company may replace: one of the house's, or the refusal for one reason. */
export interface MailTextKind {
  /** As in the setting `templates`. */
  key: string;
  /** The mail of the house that goes out when the company has no text of its own. */
  house: MailKey;
  label: Record<Language, string>;
  group: MailGroup;
  example(language: Language): Record<string, string>;
}

/**
 * Every mail of the house, one for each refusal reason (a refusal may say more about its reason), and those that the
 * company wrote for its follow-ups.
 */
export function mailTextKinds(settings: Settings): MailTextKind[] {
  const kinds = [...houseKinds(), ...refusalKinds(settings)];
  const known = new Set(kinds.map(({ key }) => key));
  return [...kinds, ...ownFollowUpKinds(settings).filter(({ key }) => !known.has(key))];
}

function houseKinds(): MailTextKind[] {
  const keys = Object.keys(mailCatalogue) as MailKey[];
  return keys.map((key) => ({
    key,
    house: key,
    label: mailLabels[key],
    group: groupOf(key),
    example: (language) => exampleOf(key, language),
  }));
}

function refusalKinds({ refusalReasons }: Settings): MailTextKind[] {
  return refusalReasons
    .filter((reason) => !Object.hasOwn(mailCatalogue, `refusal-${reason.key}`))
    .map(
      ({ key, label }): MailTextKind => ({
        key: `refusal-${key}`,
        house: 'refusal',
        group: 'request',
        label: {
          fr: `${mailLabels.refusal.fr} : ${inLanguage(label, 'fr')}`,
          en: `${mailLabels.refusal.en}: ${inLanguage(label, 'en')}`,
        },
        example: (language) => ({
          ...exampleOf('refusal', language),
          reasonLabel: inLanguage(label, language),
        }),
      }),
    );
}

/** Mails that a rule names, or that say by their key what they are for: such a text stays when its rule goes. */
function ownFollowUpKinds({ templates, followUps }: Settings): MailTextKind[] {
  const named = followUps.flatMap(({ steps }) =>
    steps.flatMap((step) => (step.kind === 'mail' ? [step.template] : [])),
  );
  return Object.keys(templates)
    .filter((key) => key.startsWith('follow-up-') || named.includes(key))
    .map((key) => ({
      key,
      house: 'follow-up-first',
      label: { fr: `Relance : ${key}`, en: `Follow-up: ${key}` },
      group: 'follow-up',
      example: (language) => exampleOf('follow-up-first', language),
    }));
}

/** The kind of a key, if a mail of that key is ever sent. */
export function mailTextKind(settings: Settings, key: string): MailTextKind | undefined {
  return mailTextKinds(settings).find((kind) => kind.key === key);
}

/** Whether a rule of follow-ups may send it: it needs nothing but what every conversion has. */
export function isForFollowUps({ key, group }: MailTextKind): boolean {
  return group === 'follow-up' || followUpMails.some((mail) => mail === key);
}

/** The variables a text of this kind may use. */
export function variablesOfKind({ house }: MailTextKind): MailEntry['variables'] {
  return mailCatalogue[house].variables;
}

/** The house's own text. */
export function houseText({ house }: MailTextKind, language: Language): MailTemplate {
  return mailCatalogue[house].templates[language];
}
