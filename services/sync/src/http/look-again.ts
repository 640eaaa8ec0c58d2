import { setTimeout as sleep } from 'node:timers/promises';
import type { Companies } from '../company/companies.ts';

const longestMs = 3_000;

/**
 * Before a retry somebody asks for: what Pipedrive has by now decides where it goes. With Pipedrive away nobody waits
 * for it; what was known last counts then.
 */
export async function lookAgain(
  companies: Pick<Companies, 'refreshCatalogue'>,
  companyId: string,
): Promise<void> {
  const looked = companies.refreshCatalogue(companyId).catch(() => undefined);
  await Promise.race([looked, sleep(longestMs, undefined, { ref: false })]);
}
