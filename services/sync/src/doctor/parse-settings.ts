import * as z from 'zod';
import { nearestName } from '#core/company.ts';
import type { SettingsProblem } from '#core/contract/settings-view.ts';
import type { Language } from '#core/model/localized.ts';
import { Settings } from '#core/settings.ts';

/** Settings as somebody wrote them: read, or what is wrong with each place. */
export type ParsedSettings = { settings: Settings } | { problems: SettingsProblem[] };

/** The words of the schema in French; the English ones are in the schema (core/settings.ts). */
export const frenchExpectations: Record<string, string> = {
  'expected a later time than the one mails begin at':
    'une heure plus tardive que celle du premier mail est attendue',
  'expected keys that differ from each other': 'chaque relance a besoin de sa propre clé',
  'expected an e-mail address': 'une adresse mail est attendue',
  'expected an e-mail address, or { role: … } with the id or the name of a Pipedrive role':
    'une adresse mail est attendue, ou { role: … } avec l’identifiant ou le nom d’un rôle Pipedrive',
  'expected lower-case letters, digits and dashes':
    'des lettres minuscules, chiffres et tirets sont attendus',
  'expected a time zone such as Europe/Paris': 'un fuseau horaire comme Europe/Paris est attendu',
  'expected the Pipedrive user id or e-mail that the rule "fixed" gives deals to':
    'l’identifiant ou le mail de l’utilisateur Pipedrive à qui la règle « fixed » donne les affaires est attendu',
  'expected a time such as "09:00"': 'une heure comme « 09:00 » est attendue',
  'expected letters, digits, "-" and "_"': 'des lettres, des chiffres, « - » et « _ » sont attendus',
  'expected fewer hours than the first answer may take':
    'moins d’heures que le délai de première réponse sont attendues',
  'expected a later time than the one the day begins at':
    'une heure plus tardive que celle du début de la journée est attendue',
  'expected the id of a Slack channel such as C0123456789 (channel details, at the bottom), not its name':
    'l’identifiant d’un canal Slack comme C0123456789 est attendu (détails du canal, tout en bas), pas son nom',
};

const locales = { fr: z.locales.fr().localeError, en: z.locales.en().localeError };

/** Reads settings; each wrong place becomes a problem in the reader's words. */
export function parseSettings(value: unknown, reader: Language): ParsedSettings {
  const parsed = Settings.safeParse(value, { error: locales[reader] });
  if (parsed.success) return { settings: parsed.data };
  return { problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, reader)) };
}

function problemsOf(issue: z.core.$ZodIssue, reader: Language): SettingsProblem[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(issue, key, reader));
  const title = { fr: 'Valeur incorrecte', en: 'Wrong value' }[reader];
  const isUnsaid = issue.code === 'invalid_union' && !issue.message.startsWith('expected');
  const said = isUnsaid ? alternatives(issue) : [issue.message];
  const detail = said.map((message) => inWords(message, reader)).join({ fr: ' ; ou ', en: '; or ' }[reader]);
  return [{ path: issue.path.join('.'), title, detail, nearest: null, severity: 'error' }];
}

function alternatives(issue: z.core.$ZodIssueInvalidUnion): string[] {
  const said = issue.errors.flatMap((issues) => issues.map(({ message }) => message));
  return said.length > 0 ? [...new Set(said)] : [issue.message];
}

function inWords(message: string, reader: Language): string {
  return reader === 'fr' ? (frenchExpectations[message] ?? message) : message;
}

function unknownKey(issue: z.core.$ZodIssue, key: string, reader: Language): SettingsProblem {
  const words = {
    fr: ['Réglage inconnu', 'Ce réglage n’existe pas : retirez-le ou corrigez son nom.'],
    en: ['Unknown setting', 'There is no such setting: remove it or correct its name.'],
  } as const;
  const [title, detail] = words[reader];
  const nearest = issue.path.length === 0 ? nearestName(key, Object.keys(Settings.shape)) : null;
  return { path: [...issue.path, key].join('.'), title, detail, nearest, severity: 'error' };
}
