import type { Kysely } from 'kysely';
import { resealWebhooks } from './company/own-webhooks.ts';
import { resealTokens } from './company/pipedrive-access.ts';
import type { Log } from './log.ts';
import type { Seal } from './sealed.ts';
import { resealWorkspaces } from './slack/connect-workspace.ts';
import type { Schema } from './store/schema.ts';

/**
 * After a change of ENCRYPTION_KEY: what the old key sealed is sealed with the new one, and the old one can go. A
 * secret that no key of ours opens keeps no other one waiting; it is said whose it is.
 */
export async function sealAnew(db: Kysely<Schema>, seal: Seal, log: Log): Promise<void> {
  const left = [
    ...(await resealTokens(db, seal)),
    ...(await resealWebhooks(db, seal)),
    ...(await resealWorkspaces(db, seal)),
  ];
  for (const companyId of new Set(left))
    log.error(
      { companyId },
      'secrets of this company were sealed with a key that ENCRYPTION_KEY does not hold: put that key back behind the new one, separated by a comma, and restart; else an administrator of the company installs the app again',
    );
}
