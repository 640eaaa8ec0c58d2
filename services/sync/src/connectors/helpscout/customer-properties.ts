import type { Calls } from './calls.ts';
import { orNullAfter } from './errors.ts';
import type { Helpscout } from './port.ts';
import { CustomerProperty, pageOf } from './schema.ts';

type Family = Pick<Helpscout, 'customerProperties' | 'createCustomerProperty' | 'setCustomerProperties'>;

const path = '/customer-properties';
/** How a plan without customer properties refuses them is UNVERIFIED: either will do. */
const lacking = [403, 404];

/** The fields of the account that agents see with a customer (helpscout.md 2.5). */
export function customerPropertyCalls({ read, send }: Calls): Family {
  return {
    customerProperties: async () => {
      // At most 50 exist, and no paging is documented.
      const list = await orNullAfter(
        lacking,
        read({ path }, pageOf('customer-properties', CustomerProperty)),
      );
      return list?.rows ?? null;
    },
    createCustomerProperty: async ({ slug, name, type }) => {
      await send({ method: 'post', path, body: { type, slug, name } });
    },
    setCustomerProperties: async (customerId, values) => {
      const body = Object.entries(values).map(([slug, value]) =>
        value === null ? { op: 'remove', path: `/${slug}` } : { op: 'replace', path: `/${slug}`, value },
      );
      if (body.length === 0) return;
      await send({ method: 'patch', path: `/customers/${customerId}/properties`, body });
    },
  };
}
