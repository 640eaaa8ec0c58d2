import { nearestName } from '#core/company.ts';
import type { SettingsProblem } from '#core/contract/settings-view.ts';
import { followUpMails } from '#core/emails/conversion-mails.ts';
import type { Language } from '#core/model/localized.ts';
import type { Settings } from '#core/settings.ts';
import { isForFollowUps, mailTextKinds } from './mail-text-kinds.ts';

/**
 * Steps of follow-ups that name a mail which does not exist, which needs more than a follow-up knows (the link of a
 * welcome), or which says nothing in the company's language.
 */
export function followUpMailProblems(settings: Settings, reader: Language): SettingsProblem[] {
  const kinds = mailTextKinds(settings).filter(isForFollowUps);
  const known = kinds.map(({ key }) => key);
  return settings.followUps.flatMap(({ steps }, rule) =>
    steps.flatMap((step, place) => {
      if (step.kind !== 'mail') return [];
      const path = `followUps.${rule}.steps.${place}.template`;
      if (!known.includes(step.template)) return [noSuchMail(path, step.template, known, reader)];
      return isWritten(settings, step.template) ? [] : [notWritten(path, step.template, settings, reader)];
    }),
  );
}

/** The house has its mails in every language; a mail of the company's own is in those it was written in. */
function isWritten({ templates, locale }: Settings, key: string): boolean {
  return followUpMails.some((mail) => mail === key) || templates[key]?.[locale] !== undefined;
}

function noSuchMail(path: string, key: string, known: readonly string[], reader: Language): SettingsProblem {
  const list = known.join(', ');
  const words = {
    fr: [
      `Mail inconnu : « ${key} »`,
      `Une relance envoie l’un de ces mails : ${list}. Pour un mail à vous, écrivez son texte dans « templates.${key} ».`,
    ],
    en: [
      `Unknown mail: “${key}”`,
      `A follow-up sends one of these mails: ${list}. For a mail of your own, write its text in “templates.${key}”.`,
    ],
  } as const;
  const [title, detail] = words[reader];
  return { path, title, detail, nearest: nearestName(key, known), severity: 'error' };
}

function notWritten(path: string, key: string, { locale }: Settings, reader: Language): SettingsProblem {
  const words = {
    fr: [
      `Mail sans texte : « ${key} »`,
      `Les relances partent dans la langue de la société : écrivez « templates.${key}.${locale} ».`,
    ],
    en: [
      `Mail without a text: “${key}”`,
      `Follow-ups leave in the company’s language: write “templates.${key}.${locale}”.`,
    ],
  } as const;
  const [title, detail] = words[reader];
  return { path, title, detail, nearest: null, severity: 'error' };
}
