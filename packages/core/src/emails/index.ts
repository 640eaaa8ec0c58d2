import type { Language } from '../model/localized.ts';
import { evidenceReminder as evidenceReminderEn } from './en/evidence-reminder.ts';
import { evidenceRequest as evidenceRequestEn } from './en/evidence-request.ts';
import { refusal as refusalEn } from './en/refusal.ts';
import { refusalFormFiller as refusalFormFillerEn } from './en/refusal-form-filler.ts';
import { welcome as welcomeEn } from './en/welcome.ts';
import { welcomeExisting as welcomeExistingEn } from './en/welcome-existing.ts';
import { evidenceReminder as evidenceReminderFr } from './fr/evidence-reminder.ts';
import { evidenceRequest as evidenceRequestFr } from './fr/evidence-request.ts';
import { refusal as refusalFr } from './fr/refusal.ts';
import { refusalFormFiller as refusalFormFillerFr } from './fr/refusal-form-filler.ts';
import { welcome as welcomeFr } from './fr/welcome.ts';
import { welcomeExisting as welcomeExistingFr } from './fr/welcome-existing.ts';
import type { MailTemplate } from './layout.ts';

/** Everything a mail may use, with an example. All are texts; an empty one means that there is nothing to say. */
const examples = {
  personName: { fr: 'Camille Exemple', en: 'Camille Exemple' },
  organizationName: { fr: 'Mairie d’Exemple', en: 'Exemple town hall' },
  activationLink: {
    fr: 'https://comptes.example.org/activer/abc123',
    en: 'https://comptes.example.org/activer/abc123',
  },
  expiresOn: { fr: '3 juin 2026', en: '3 June 2026' },
  ownerName: { fr: 'Équipe vente', en: 'Sales team' },
  replyTo: { fr: 'contact@example.org', en: 'contact@example.org' },
  reasonLabel: { fr: 'Particulier ou entreprise', en: 'Individual or company' },
  note: { fr: 'L’adresse indiquée est personnelle.', en: 'The address given is a personal one.' },
  document: { fr: 'Une délibération ou un arrêté', en: 'A deliberation or an order' },
} as const satisfies Record<string, Record<Language, string>>;

export type MailVariable = keyof typeof examples;

export interface MailEntry {
  /** What must be given to render it; a company's own text may use these and no others. */
  variables: readonly MailVariable[];
  templates: Record<Language, MailTemplate>;
}

const everyMail = ['personName', 'ownerName', 'replyTo'] as const satisfies readonly MailVariable[];

/** The mails of the account request, by key; a company may replace the texts (interfaces.md section 4). */
export const mailCatalogue = {
  welcome: {
    variables: [...everyMail, 'organizationName', 'activationLink', 'expiresOn'],
    templates: { fr: welcomeFr, en: welcomeEn },
  },
  'welcome-existing': {
    variables: [...everyMail, 'organizationName'],
    templates: { fr: welcomeExistingFr, en: welcomeExistingEn },
  },
  refusal: {
    variables: [...everyMail, 'organizationName', 'reasonLabel', 'note'],
    templates: { fr: refusalFr, en: refusalEn },
  },
  'refusal-form-filler': {
    variables: [...everyMail, 'note'],
    templates: { fr: refusalFormFillerFr, en: refusalFormFillerEn },
  },
  'evidence-request': {
    variables: [...everyMail, 'organizationName', 'document', 'note', 'expiresOn'],
    templates: { fr: evidenceRequestFr, en: evidenceRequestEn },
  },
  'evidence-reminder': {
    variables: [...everyMail, 'organizationName', 'document', 'expiresOn'],
    templates: { fr: evidenceReminderFr, en: evidenceReminderEn },
  },
} as const satisfies Record<string, MailEntry>;

export type MailKey = keyof typeof mailCatalogue;

/** Example values of a mail's variables, for previews and for checking a company's own text. */
export function exampleOf(key: MailKey, language: Language): Partial<Record<MailVariable, string>> {
  const entry: MailEntry = mailCatalogue[key];
  return Object.fromEntries(entry.variables.map((variable) => [variable, examples[variable][language]]));
}
