import type { CatalogueView } from '#core/contract/settings-view.ts';
import { type Language, localeTag } from '../../../language.ts';
import type { FieldTexts } from '../texts/fields.ts';
import type { SettingLabels } from '../texts/labels.ts';
import type { PageTexts } from '../texts/page.ts';
import { isGroup, normalPath } from './document.ts';

/** What is needed to say settings in words. */
export interface Vocabulary {
  language: Language;
  labels: SettingLabels;
  page: PageTexts;
  fields: FieldTexts;
  catalogue: CatalogueView;
}

/** The name of a setting: `targets.0.stage` is "Destinations › n° 1 › Étape". */
export function pathWords(path: string, { labels, page }: Pick<Vocabulary, 'labels' | 'page'>): string {
  let pattern = '';
  const words = normalPath(path)
    .split('.')
    .map((key) => {
      const known = labelAt(labels, joined(pattern, key));
      pattern = joined(pattern, known === undefined ? '*' : key);
      return labelAt(labels, pattern) ?? (/^\d+$/.test(key) ? page.numbered(Number(key) + 1) : key);
    });
  return words.join(' › ');
}

function joined(pattern: string, key: string): string {
  return pattern === '' ? key : `${pattern}.${key}`;
}

function labelAt(labels: SettingLabels, pattern: string): string | undefined {
  return Object.hasOwn(labels, pattern) ? labels[pattern as keyof SettingLabels] : undefined;
}

/** The value of a setting as people say it: names instead of numbers, yes and no, lists with commas. */
export function valueWords(path: string, value: unknown, vocabulary: Vocabulary): string {
  if (value === undefined || value === null || value === '') return vocabulary.page.nothing;
  if (typeof value === 'boolean') return value ? vocabulary.page.yes : vocabulary.page.no;
  if (Array.isArray(value)) return listWords(normalPath(path), value, vocabulary);
  if (isGroup(value)) return groupWords(path, value, vocabulary);
  return plainWords(normalPath(path), String(value), vocabulary);
}

function listWords(path: string, items: readonly unknown[], vocabulary: Vocabulary): string {
  if (items.length === 0) return vocabulary.page.nothing;
  const words = items.map((item, place) => valueWords(`${path}.${place}`, item, vocabulary));
  return words.join(items.some(isGroup) ? ' ; ' : ', ');
}

/** A label says itself in the reader's language; anything else names its parts. */
function groupWords(path: string, group: Record<string, unknown>, vocabulary: Vocabulary): string {
  const label = group.label ?? group;
  if (typeof label === 'string' && typeof group.stage !== 'string') return label;
  const own = isGroup(label) ? label[vocabulary.language] : undefined;
  if (typeof own === 'string') return own;
  if ('role' in group) return vocabulary.fields.role(roleName(group.role, vocabulary.catalogue));
  const parts = Object.entries(group).filter(([key, part]) => key !== 'key' && part !== undefined);
  return parts.map(([key, part]) => valueWords(`${path}.${key}`, part, vocabulary)).join(', ');
}

function plainWords(path: string, value: string, vocabulary: Vocabulary): string {
  const { fields, language, catalogue } = vocabulary;
  const [key = ''] = path.split('.');
  if (key === 'workingDays') return dayName(Number(value), language);
  if (path === 'locale' || path.startsWith('helpscout.languages.')) return wordIn(fields.language, value);
  if (path === 'owners.rule') return wordIn(fields.ownerRule, value);
  if (path === 'conversion.digest.weekday') return dayName(Number(value), language);
  if (path === 'conversion.replies') return wordIn(fields.replies, value);
  if (path.startsWith('followUps.')) return followUpWords(path, value, fields);
  if (path === 'duplicateDeal') return wordIn(fields.duplicate, value);
  const isStaff =
    ['robotOwners', 'deciders', 'owners'].includes(key) ||
    ['publicForm.owner', 'slack.escalateTo', 'conversion.escalateTo'].includes(path);
  return isStaff ? staffName(value, catalogue) : value;
}

function followUpWords(path: string, value: string, fields: FieldTexts): string {
  if (path.endsWith('.kind')) return wordIn(fields.followUpKind, value);
  return /\.when\.steps\.\d+$/.test(path) ? wordIn(fields.conversionStep, value) : value;
}

function wordIn(words: Readonly<Record<string, string>>, value: string): string {
  return words[value] ?? value;
}

/** The name of somebody named by id or e-mail; what is unknown stays as it is. */
export function staffName(reference: unknown, { staff }: Pick<CatalogueView, 'staff'>): string {
  return staffOf(reference, staff)?.name ?? String(reference);
}

/** The staff member of an id or an e-mail. */
export function staffOf(
  reference: unknown,
  staff: CatalogueView['staff'],
): CatalogueView['staff'][number] | undefined {
  const wanted = String(reference).toLowerCase();
  return staff.find(({ id, email }) => String(id) === wanted || email.toLowerCase() === wanted);
}

function roleName(role: unknown, { roles = [] }: CatalogueView): string {
  return roles.find(({ id }) => String(id) === String(role))?.name ?? String(role);
}

/** The name of an ISO weekday, 1 for Monday. */
export function dayName(day: number, language: Language): string {
  // 2024 began on a Monday.
  const date = new Date(Date.UTC(2024, 0, day));
  return new Intl.DateTimeFormat(localeTag(language), { weekday: 'long', timeZone: 'UTC' }).format(date);
}
