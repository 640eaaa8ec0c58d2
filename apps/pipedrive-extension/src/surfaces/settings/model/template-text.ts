import type { TemplateView } from '#core/contract/templates-view.ts';
import type { MailTexts } from '../contract.ts';
import { isGroup, readAt, type SettingsDocument } from './document.ts';

export type MailPart = keyof MailTexts;

export const mailParts: readonly MailPart[] = ['subject', 'text', 'html'];

/** A text, and where the cursor stands in it. */
export interface Typed {
  text: string;
  caret: number;
}

/** The text with a variable in place of what is selected, and the cursor after it. */
export function withVariable(text: string, start: number, end: number, name: string): Typed {
  const placeholder = `{{ ${name} }}`;
  return { text: text.slice(0, start) + placeholder + text.slice(end), caret: start + placeholder.length };
}

const printed = /\{\{-?\s*([\p{L}_][\p{L}\p{N}_.-]*)/gu;
const declared = /\{%-?\s*(?:assign|capture|for)\s+([\p{L}_][\p{L}\p{N}_-]*)/gu;

/** The names that a Liquid text prints and neither the mail nor the text itself knows. The service judges the rest. */
export function unknownVariables(text: string, known: readonly string[]): string[] {
  const namesOf = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name);
  const own = [...known, ...namesOf(declared), 'forloop'];
  return [...new Set(namesOf(printed))].filter((name) => !own.includes(name.split('.')[0] ?? ''));
}

/** The text with one variable's name in place of another's. */
export function renamedVariable(text: string, from: string, to: string): string {
  const name = from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(\\{\\{-?\\s*)${name}(?![\\p{L}\\p{N}_.-])`, 'gu'), `$1${to}`);
}

/** The known name that shares most with a wrong one, or null when none is like it. */
export function nearestVariable(wrong: string, known: readonly string[]): string | null {
  const ranked = known
    .map((name) => ({ name, likeness: likeness(wrong.toLowerCase(), name.toLowerCase()) }))
    .toSorted((one, other) => other.likeness - one.likeness);
  const [best] = ranked;
  return best && best.likeness >= 0.5 ? best.name : null;
}

/** Dice's coefficient over pairs of letters: 1 for the same word, 0 for nothing in common. */
function likeness(one: string, other: string): number {
  const [pairs, others] = [pairsOf(one), pairsOf(other)];
  const common = pairs.filter((pair) => others.includes(pair)).length;
  return (2 * common) / Math.max(1, pairs.length + others.length);
}

function pairsOf(word: string): string[] {
  return Array.from({ length: Math.max(0, word.length - 1) }, (_, at) => word.slice(at, at + 2));
}

/** Where a company's own text of a mail stands in the settings. */
export function templatePath({ key, language }: Pick<TemplateView, 'key' | 'language'>): string {
  return `templates.${key}.${language}`;
}

/** What the editor shows of one mail. */
export interface ShownTemplate extends MailTexts {
  /** `own`: the company's; `house`: ours; `restored`: ours again once saved, its words not known here. */
  origin: 'own' | 'house' | 'restored';
}

/** The text as it will be once the draft is saved. */
export function shownTemplate(item: TemplateView, draft: SettingsDocument): ShownTemplate {
  const own = readAt(draft, templatePath(item));
  if (isGroup(own)) {
    const text = (part: MailPart) => (typeof own[part] === 'string' ? own[part] : '');
    return { subject: text('subject'), text: text('text'), html: text('html'), origin: 'own' };
  }
  const house = item.isDefault ? item : item.original;
  const { subject, text, html } = house ?? item;
  return { subject, text, html, origin: house ? 'house' : 'restored' };
}

/**
 * The company's own text after one part was edited, as the settings keep it. The house's HTML is left when its text is
 * changed: it would go on saying what the text no longer says.
 */
export function editedTemplate(shown: ShownTemplate, part: MailPart, value: string): Partial<MailTexts> {
  const edited: MailTexts = { ...shown };
  edited[part] = value;
  const { subject, text, html } = edited;
  const kept = shown.origin === 'house' && part === 'text' ? '' : html;
  return { subject, text, ...(kept !== '' && { html: kept }) };
}

/** The setting `templates` without a company's own text; nothing is left of a mail that has none. */
export function withoutTemplate(draft: SettingsDocument, item: TemplateView): unknown {
  const templates = readAt(draft, 'templates');
  if (!isGroup(templates)) return templates;
  const { [item.key]: own, ...others } = templates;
  const { [item.language]: _gone, ...left } = isGroup(own) ? own : {};
  return Object.keys(left).length > 0 ? { ...templates, [item.key]: left } : others;
}
