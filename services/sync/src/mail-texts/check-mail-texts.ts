import { nearestName } from '#core/company.ts';
import type { SettingsProblem } from '#core/contract/settings-view.ts';
import type { MailTemplate } from '#core/emails/layout.ts';
import type { Language } from '#core/model/localized.ts';
import type { Settings } from '#core/settings.ts';
import { OutsideError } from '../connectors/errors.ts';
import { htmlOfText } from '../connectors/mail/plain-html.ts';
import { renderMail, variablesOf } from '../connectors/mail/render.ts';
import { followUpMailProblems } from './check-follow-up-mails.ts';
import { type MailTextKind, mailTextKind, mailTextKinds, variablesOfKind } from './mail-text-kinds.ts';

/** A text as a company writes it; without HTML (or with an empty one), a plain one is made of the text. */
export interface MailDraft {
  subject: string;
  text: string;
  html?: string | undefined;
}

/** Which language the text is in, and which one its problems are told in. */
export interface DraftPlace {
  kind: MailTextKind;
  language: Language;
  timeZone: string;
  reader: Language;
}

const parts = ['subject', 'text', 'html'] as const;
type Part = (typeof parts)[number];

/**
 * Every mistake in the company's own mail texts, and every follow-up that names no mail, each beside its field: a wrong
 * text would keep every mail.
 */
export function mailTextProblems(settings: Settings, reader: Language): SettingsProblem[] {
  return [...ownTextProblems(settings, reader), ...followUpMailProblems(settings, reader)];
}

function ownTextProblems(settings: Settings, reader: Language): SettingsProblem[] {
  return Object.entries(settings.templates).flatMap(([key, drafts]) => {
    const kind = mailTextKind(settings, key);
    if (!kind) return [noSuchMail(settings, key, reader)];
    return Object.entries(drafts).flatMap(([written, draft]) => {
      const language: Language = written === 'en' ? 'en' : 'fr';
      return draftProblems(draft, { kind, language, timeZone: settings.timeZone, reader });
    });
  });
}

/** The mistakes in one text: unknown variables, what cannot be read, and what fails when it is filled in. */
export function draftProblems(draft: MailDraft, place: DraftPlace): SettingsProblem[] {
  const faults = parts.flatMap((part) => partProblems(part, draft[part], place));
  return faults.length > 0 ? faults : adviceOn(draft, place);
}

/** The three texts as they are rendered. */
export function completeDraft({ subject, text, html }: MailDraft): MailTemplate {
  return { subject, text, html: html || htmlOfText(text) };
}

/** A template of which one part alone says something. */
export function onlyPart(part: Part, text: string): MailTemplate {
  return { subject: '', text: '', html: '', [part]: text };
}

function partProblems(part: Part, text: string | undefined, place: DraftPlace): SettingsProblem[] {
  if (!text) return [];
  const { kind, reader } = place;
  const path = pathOf(place, part);
  try {
    const known: readonly string[] = variablesOfKind(kind);
    const unknown = variablesOf(onlyPart(part, text)).filter((name) => !known.includes(name));
    if (unknown.length > 0) return unknown.map((name) => unknownVariable(path, name, known, reader));
    fillIn(onlyPart(part, text), place);
    return [];
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    const { title, detail } = error.failure;
    return [{ path, title: title[reader], detail: detail[reader], nearest: null, severity: 'error' }];
  }
}

/** With everything said, and with everything that may be left out left out. */
function fillIn(template: MailTemplate, { kind, language, timeZone }: DraftPlace): void {
  const full = kind.example(language);
  const blank = Object.fromEntries(Object.keys(full).map((name) => [name, '']));
  for (const variables of [full, blank]) renderMail(template, variables, { language, timeZone });
}

/** A welcome without its link leaves the person outside: worth a word, but a company may know better. */
function adviceOn(draft: MailDraft, place: DraftPlace): SettingsProblem[] {
  const link = 'activationLink';
  if (place.kind.key !== 'welcome' || variablesOf(completeDraft(draft)).includes(link)) return [];
  const words = {
    fr: ['Lien d’activation absent', `Sans {{ ${link} }}, la personne ne peut pas activer son compte.`],
    en: ['No activation link', `Without {{ ${link} }} the person cannot activate the account.`],
  } as const;
  const [title, detail] = words[place.reader];
  return [{ path: pathOf(place, 'text'), title, detail, nearest: link, severity: 'warning' }];
}

function pathOf({ kind, language }: DraftPlace, part: Part): string {
  return `templates.${kind.key}.${language}.${part}`;
}

function unknownVariable(
  path: string,
  name: string,
  known: readonly string[],
  reader: Language,
): SettingsProblem {
  const nearest = nearestName(name, known);
  const list = known.join(', ');
  const words = {
    fr: [
      'Variable inconnue',
      `{{ ${name} }} n’existe pas dans ce mail ; la plus proche est {{ ${nearest} }}. Possibles : ${list}`,
    ],
    en: ['Unknown variable', `{{ ${name} }} is unknown; use ${list}. The nearest is {{ ${nearest} }}`],
  } as const;
  const [title, detail] = words[reader];
  return { path, title, detail, nearest, severity: 'error' };
}

function noSuchMail(settings: Settings, key: string, reader: Language): SettingsProblem {
  const known = mailTextKinds(settings).map((kind) => kind.key);
  const list = known.join(', ');
  const words = {
    fr: ['Mail inconnu', `ce mail n’existe pas ; il y a ${list}`],
    en: ['Unknown mail', `there is no such mail; there are ${list}`],
  } as const;
  const [title, detail] = words[reader];
  return { path: `templates.${key}`, title, detail, nearest: nearestName(key, known), severity: 'error' };
}
