import type { Company } from '#core/company.ts';
import type { EffectOf } from '#core/effects.ts';
import type { AdminAccountState } from '#core/model/admin-account.ts';
import type { Localized } from '#core/model/localized.ts';
import { stepText } from '#core/processes/account-request/journal-texts.ts';
import { OutsideError } from '../../connectors/errors.ts';
import type { Handler } from '../handler.ts';
import type { PropertyCapability } from './capability.ts';
import { type DeskOf, deskNow } from './desk.ts';

type Update = EffectOf<'update-customer-properties'>;

/** What Help Scout takes for a text (helpscout.md 2.5). */
const lengthMax = 255;
/** The customer is gone, was merged, or Help Scout does not take the values: nobody waits for them. */
const unwritable: readonly OutsideError['failure']['word'][] = ['not-found', 'rejected'];

const accountWords: Record<AdminAccountState, Localized> = {
  invited: { fr: 'Pas encore activé', en: 'Not activated yet' },
  active: { fr: 'Activé', en: 'Active' },
  expired: { fr: 'Lien expiré', en: 'Link expired' },
  gone: { fr: 'Supprimé', en: 'Gone' },
};

/**
 * How a customer's request stands, for everybody who looks at them in Help Scout. It is a convenience: where the plan
 * has no properties, or none of these, nothing is written and nothing failed.
 *
 * @param dealUrlOf null where the company's address is not known
 */
export function updateCustomerProperties(
  deskOf: DeskOf,
  capability: PropertyCapability,
  dealUrlOf: (dealId: number) => string | null,
): Handler<'update-customer-properties'> {
  return {
    vendor: 'helpscout',
    run: async (effect, { company }) => {
      const { background } = deskNow(deskOf);
      const wanted = valuesOf(effect, company, dealUrlOf);
      const slugs = Object.keys(wanted);
      const known = await capability.known();
      const values = Object.fromEntries(Object.entries(wanted).filter(([slug]) => known?.has(slug)));
      const missing = slugs.filter((slug) => !known?.has(slug));
      if (Object.keys(values).length === 0) return { missing };
      try {
        await background.setCustomerProperties(effect.customerId, values);
        return { missing };
      } catch (error) {
        if (!(error instanceof OutsideError) || !unwritable.includes(error.failure.word)) throw error;
        capability.forget();
        return { missing: slugs };
      }
    },
  };
}

function valuesOf(
  { requestStep, accountState, ownerId, dealId }: Update,
  { settings, staff }: Company,
  dealUrlOf: (dealId: number) => string | null,
): Record<string, string | null> {
  const { locale, helpscout } = settings;
  const { properties } = helpscout;
  const owner = staff.find(({ id }) => id === ownerId)?.name ?? null;
  const url = dealId === null ? null : dealUrlOf(dealId);
  const state = accountState === null ? undefined : accountWords[accountState as AdminAccountState];
  return {
    [properties.requestState]: cut(stepText(requestStep, locale)),
    [properties.accountState]: state?.[locale] ?? accountState,
    [properties.dealOwner]: owner && cut(owner),
    // Half an address leads nowhere.
    [properties.link]: url !== null && url.length <= lengthMax ? url : null,
  };
}

function cut(text: string): string {
  return text.length <= lengthMax ? text : `${text.slice(0, lengthMax - 1).toWellFormed()}…`;
}
