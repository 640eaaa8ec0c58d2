import type { DoctorCheck } from '#core/contract/doctor-view.ts';
import type { Language } from '#core/model/localized.ts';
import { OutsideError } from '../connectors/errors.ts';

export type Words = Record<Language, string>;

/** A check before it is told in one language. */
export interface Check {
  area: Area;
  name: Words;
  state: DoctorCheck['state'];
  detail: Words;
  fix: Words | null;
  who: DoctorCheck['who'];
}

export type Area =
  | 'pipedrive'
  | 'budget'
  | 'keeping'
  | 'settings'
  | 'webhooks'
  | 'mail'
  | 'accounts'
  | 'slack'
  | 'helpscout'
  | 'service'
  | 'developer-hub';

/** What somebody looks at, told in the reader's words. */
export function told(check: Check, reader: Language): DoctorCheck {
  const { area, state, who } = check;
  return {
    area,
    name: check.name[reader],
    state,
    detail: check.detail[reader],
    fix: check.fix?.[reader] ?? null,
    who,
  };
}

/** The same words in both languages: names, addresses, numbers. */
export function same(text: string): Words {
  return { fr: text, en: text };
}

/** Nothing to do. */
export function ok(area: Area, name: Words, detail: Words): Check {
  return { area, name, state: 'ok', detail, fix: null, who: null };
}

/** Something that has to be put right, and by whom. */
export function wrong(area: Area, name: Words, detail: Words, fix: Words, who: DoctorCheck['who']): Check {
  return { area, name, state: 'wrong', detail, fix, who };
}

/** Something worth knowing or doing; the service works without. */
export function advice(
  area: Area,
  name: Words,
  detail: Words,
  fix: Words | null,
  who: DoctorCheck['who'],
): Check {
  return { area, name, state: 'advice', detail, fix, who };
}

/** Who can put a failure right, by its word. */
export const fixers = {
  'retry-later': 'vendor',
  'sign-in-again': 'operator',
  'not-found': 'admin',
  rejected: 'admin',
  broken: 'operator',
} as const;

/** What an operator is told of an error: of the outside's, what it is and what to do. */
export function saidOf(error: unknown): string {
  if (error instanceof OutsideError) return `${error.failure.title.en}. ${error.failure.detail.en}`;
  return error instanceof Error ? error.message : String(error);
}

/** A look that failed, in the words of the connector when it is the outside that failed. */
export function failed(area: Area, name: Words, error: unknown, fix: Words): Check {
  if (!(error instanceof OutsideError)) {
    const said = error instanceof Error ? error.message : 'unknown';
    return wrong(area, name, same(said), fix, 'operator');
  }
  const { title, detail, word } = error.failure;
  const words = { fr: `${title.fr}. ${detail.fr}`, en: `${title.en}. ${detail.en}` };
  return wrong(area, name, words, fix, fixers[word]);
}
