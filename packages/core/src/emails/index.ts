import type { Language } from '../model/localized.ts';
import { conversionMails } from './conversion-mails.ts';
import { activationRenewal as activationRenewalEn } from './en/activation-renewal.ts';
import { answerDue as answerDueEn } from './en/answer-due.ts';
import { evidenceReminder as evidenceReminderEn } from './en/evidence-reminder.ts';
import { evidenceRequest as evidenceRequestEn } from './en/evidence-request.ts';
import { refusal as refusalEn } from './en/refusal.ts';
import { refusalFormFiller as refusalFormFillerEn } from './en/refusal-form-filler.ts';
import { welcome as welcomeEn } from './en/welcome.ts';
import { welcomeExisting as welcomeExistingEn } from './en/welcome-existing.ts';
import { activationRenewal as activationRenewalFr } from './fr/activation-renewal.ts';
import { answerDue as answerDueFr } from './fr/answer-due.ts';
import { evidenceReminder as evidenceReminderFr } from './fr/evidence-reminder.ts';
import { evidenceRequest as evidenceRequestFr } from './fr/evidence-request.ts';
import { refusal as refusalFr } from './fr/refusal.ts';
import { refusalFormFiller as refusalFormFillerFr } from './fr/refusal-form-filler.ts';
import { welcome as welcomeFr } from './fr/welcome.ts';
import { welcomeExisting as welcomeExistingFr } from './fr/welcome-existing.ts';
import { everyMail, type MailEntry, type MailVariable, variableExamples } from './variables.ts';

/** Every mail, by key; a company may replace the texts (interfaces.md section 4). */
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
  'activation-renewal': {
    variables: [...everyMail, 'activationLink', 'expiresOn'],
    templates: { fr: activationRenewalFr, en: activationRenewalEn },
  },
  /** To a colleague. */
  'answer-due': {
    variables: ['conversationNumber', 'conversationSubject', 'conversationUrl', 'dueAt'],
    templates: { fr: answerDueFr, en: answerDueEn },
  },
  'evidence-reminder': {
    variables: [...everyMail, 'organizationName', 'document', 'expiresOn'],
    templates: { fr: evidenceReminderFr, en: evidenceReminderEn },
  },
  ...conversionMails,
} as const satisfies Record<string, MailEntry>;

export type MailKey = keyof typeof mailCatalogue;

/** Example values of a mail's variables, for previews and for checking a company's own text. */
export function exampleOf(key: MailKey, language: Language): Partial<Record<MailVariable, string>> {
  const entry: MailEntry = mailCatalogue[key];
  return Object.fromEntries(
    entry.variables.map((variable) => [variable, variableExamples[variable][language]]),
  );
}
