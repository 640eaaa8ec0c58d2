import type { Store } from '../store/instances.ts';
import type { ExaminedCompany } from './examine-company.ts';
import { countNews, keepLook } from './kept-findings.ts';
import { type ExaminedInstallation, type Look, lookAround } from './run-doctor.ts';

/** Somebody who saves again and again is not waited for. */
const lookCountMax = 3;

/**
 * A look at one company and at what the installation's companies share, live. What is wrong is kept for the surfaces,
 * in place of what the look before found. When settings were saved meanwhile, it looks again: it may have seen those
 * from before.
 *
 * @param examined reads the company anew for each look
 */
export async function checkCompany(
  store: Store,
  companyId: string,
  examined: (companyId: string) => Promise<ExaminedCompany>,
  installation: ExaminedInstallation,
): Promise<Look> {
  for (let lookCount = 1; ; lookCount += 1) {
    const before = await countNews(store, companyId);
    const look = await lookAround(await examined(companyId), installation);
    const isOvertaken = (await countNews(store, companyId)) !== before;
    if (isOvertaken && lookCount < lookCountMax) continue;
    await keepLook(store, companyId, (reader) => look(reader).checks, look('fr').at);
    return look;
  }
}
