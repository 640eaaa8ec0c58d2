import type { Language } from '../model/localized.ts';
import { formFiller as formFillerEn } from './en/form-filler.ts';
import { individualOrCompany as individualOrCompanyEn } from './en/individual-or-company.ts';
import { noPublicService as noPublicServiceEn } from './en/no-public-service.ts';
import { valid as validEn } from './en/valid.ts';
import { formFiller as formFillerFr } from './fr/form-filler.ts';
import { individualOrCompany as individualOrCompanyFr } from './fr/individual-or-company.ts';
import { noPublicService as noPublicServiceFr } from './fr/no-public-service.ts';
import { valid as validFr } from './fr/valid.ts';

const individualOrCompany = { fr: individualOrCompanyFr, en: individualOrCompanyEn };

/** Texts of the house, by key of the settings' `savedReplies`; a refusal reason may have one under its own key. */
const templates: Readonly<Record<string, Record<Language, string>>> = {
  valid: { fr: validFr, en: validEn },
  individualOrCompany,
  individual: individualOrCompany,
  'no-public-service': { fr: noPublicServiceFr, en: noPublicServiceEn },
  'form-filler': { fr: formFillerFr, en: formFillerEn },
};

/** The HTML of a saved reply as it begins; null for one that only its company can write. */
export function savedReplyTemplate(key: string, language: Language): string | null {
  return Object.hasOwn(templates, key) ? (templates[key]?.[language] ?? null) : null;
}
