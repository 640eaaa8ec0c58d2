import type { Kysely } from 'kysely';
import type { Company } from '#core/company.ts';
import { type MailKey, mailCatalogue } from '#core/emails/index.ts';
import type { FollowUpContent } from '#core/follow-up-version.ts';
import { Language } from '#core/model/localized.ts';
import type { Settings } from '#core/settings.ts';
import type { FollowUpRule } from '#core/settings-conversion.ts';
import { takeUpFollowUps } from '../store/follow-up-versions.ts';
import type { Schema } from '../store/schema.ts';

/** The versions of a company's rules of follow-ups; nothing is asked and nothing kept where conversions are off. */
export async function followUpsOf(
  db: Kysely<Schema>,
  companyId: string,
  settings: Settings,
): Promise<Pick<Company, 'followUps'>> {
  if (!settings.conversion.enabled) return {};
  const contents = settings.followUps.map((rule) => contentOf(rule, settings));
  const followUps = await takeUpFollowUps(db, companyId, contents);
  return followUps.length > 0 ? { followUps } : {};
}

/** A rule with the words of its mails as they are now: the company's own, else the house's. */
export function contentOf(rule: FollowUpRule, { templates }: Settings): FollowUpContent {
  const keys = rule.steps.flatMap((step) => (step.kind === 'mail' ? [step.template] : []));
  const texts = [...new Set(keys)].map((key) => {
    const words = Language.options.flatMap((language) => {
      const own = templates[key]?.[language];
      const house = Object.hasOwn(mailCatalogue, key) && mailCatalogue[key as MailKey].templates[language];
      // An own text without HTML gets a plain one when it is sent.
      const text = own ? { ...own, html: own.html ?? '' } : house;
      return text ? [[language, text] as const] : [];
    });
    return [key, Object.fromEntries(words)] as const;
  });
  return { rule, texts: Object.fromEntries(texts) };
}
