import type { Kysely } from 'kysely';
import { resealWebhooks } from './company/own-webhooks.ts';
import { resealTokens } from './company/pipedrive-access.ts';
import type { Seal } from './sealed.ts';
import type { Schema } from './store/schema.ts';

/** After a change of ENCRYPTION_KEY: what the old key sealed is sealed with the new one, and the old one can go. */
export async function sealAnew(db: Kysely<Schema>, seal: Seal): Promise<void> {
  await resealTokens(db, seal);
  await resealWebhooks(db, seal);
}
