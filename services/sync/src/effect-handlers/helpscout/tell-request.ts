import type { Handler } from '../handler.ts';
import type { Links } from './links.ts';

/** A request hears that its person wrote. */
export function tellRequest({ tellRequest: tell }: Links): Handler<'tell-request'> {
  return {
    vendor: 'helpscout',
    run: async (effect, { company }) => {
      await tell(company.id, effect);
      return {};
    },
  };
}
