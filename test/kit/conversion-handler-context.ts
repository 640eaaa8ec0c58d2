import type { Company } from '#core/company.ts';
import { newConversion } from '#core/processes/customer-conversion/new-conversion.ts';
import type { Conversion } from '#core/processes/customer-conversion/state.ts';
import type { HandlerContext } from '#sync/effect-handlers/handler.ts';
import { aFollowingCompany, dealFacts } from './conversion-samples.ts';

const now = '2026-11-23T10:00:00.000Z';

/** What a handler is told of a conversion's effect; `repeated`: there was an earlier try. */
export function conversionContextOf(
  more: Partial<HandlerContext> & { conversion?: Partial<Conversion>; company?: Company } = {},
): HandlerContext {
  const { conversion = {}, company = aFollowingCompany(), ...rest } = more;
  return {
    company,
    instance: {
      id: '0d9f7f5e-1a52-4f1b-8a0e-5f7c0a4e9b11',
      company: company.id,
      process: 'customer-conversion',
      version: 1,
      revision: 1,
      step: 'identified',
      state: { ...newConversion(dealFacts(), { now, company }), ...conversion },
      createdAt: new Date(now),
    },
    effectId: '5a6b3d0e-70ad-4a2b-9d5d-0c2f1f5a7e22',
    repeated: false,
    shadow: false,
    unclear: false,
    handedOver: false,
    writeHandoverNote: async () => ({ commit: async () => undefined }),
    ...rest,
  };
}
