import type { Kysely } from 'kysely';
import type { CompanyOf } from '../../engine/advance.ts';
import type { Bell } from '../../engine/bell.ts';
import { keepOptOut, toldByClient } from '../../store/opt-outs.ts';
import type { Schema } from '../../store/schema.ts';
import { onceStoreIsBack } from '../../store/store-away.ts';
import { ringFor } from '../route-deliveries.ts';
import { tellOptOut } from './tell-addresses.ts';

/**
 * A client's word by the link in a mail. It is kept first, by itself: a mail program asks once, and what stands in the
 * way of telling the conversions may not lose it. Telling is tried again after a deadlock.
 */
export async function hearOptOut(
  { db, bell, companyOf }: { db: Kysely<Schema>; bell: Bell; companyOf: CompanyOf },
  { companyId, email }: { companyId: string; email: string },
): Promise<void> {
  await keepOptOut(db, companyId, email, toldByClient);
  const told = await onceStoreIsBack(() =>
    db.transaction().execute((store) => tellOptOut(store, companyOf, companyId, email, null)),
  );
  ringFor(bell, told);
}
