import { createTokenBudget } from '#sync/connectors/pipedrive/budget.ts';
import { createPipedrive } from '#sync/connectors/pipedrive/client.ts';
import { sweepPipedrive } from '#sync/deliveries/sweep-pipedrive.ts';
import { keepSwept } from '#sync/deliveries/swept-until.ts';
import type { Bell } from '#sync/engine/bell.ts';
import { createLog } from '#sync/log.ts';
import type { Database } from '#sync/store/database.ts';
import { v2Time } from '../../services/sandbox/src/pipedrive/times.ts';
import type { Sandbox } from '../../services/sandbox/src/sandbox.ts';
import { aCompany } from './account-request-samples.ts';

/** A company of many deals, known until an hour ago. */
export interface LargeCompany {
  /** So many deals change now, and no webhook tells. @returns their ids */
  change(count: number): number[];
  /** One sweep on the real budget. @returns the list calls it made, and how long it took */
  sweep(): Promise<{ listCalls: number; seconds: number }>;
}

const colleague = 21;
const hourMs = 3_600_000;
const silent = { ring: () => undefined, ringAt: () => undefined } as unknown as Bell;

/** Fills the sandbox with deals of colleagues, and lets the store know that all was read an hour ago. */
export async function largeCompany(
  sandbox: Sandbox,
  { db }: Pick<Database, 'db'>,
  dealCount: number,
): Promise<LargeCompany> {
  const company = aCompany();
  const { deals } = sandbox.pipedrive;
  const sample = deals[0];
  if (!sample) throw new Error('The sandbox has no deal.');
  const longAgo = v2Time(new Date(Date.now() - 48 * hourMs));
  for (let id = 1_000_000; id < 1_000_000 + dealCount; id += 1)
    deals.push({ ...sample, id, owner_id: colleague, person_id: null, update_time: longAgo });
  const scope = { owners: [11, 12], followed: false };
  const from = { until: null, isWhole: true, wholeAt: null };
  await keepSwept(db, company.id, scope, from, new Date(Date.now() - hourMs));
  const pipedrive = createPipedrive({
    apiUrl: sandbox.environment.PIPEDRIVE_API_URL ?? '',
    auth: { apiToken: sandbox.environment.PIPEDRIVE_API_TOKEN ?? '' },
    budget: createTokenBudget({ now: Date.now, addSpent: async (delta) => delta }),
  });
  const parts = { db, bell: silent, companyOf: () => company, pipedrive, log: createLog('silent') };
  return {
    change(count) {
      const changed = deals.slice(-count);
      const now = v2Time(new Date());
      for (const deal of changed) Object.assign(deal, { title: `${deal.title} *`, update_time: now });
      return changed.map(({ id }) => id);
    },
    async sweep() {
      sandbox.calls.clear();
      const startedAt = performance.now();
      await sweepPipedrive({ ...parts, signal: new AbortController().signal }, company.id, new Date());
      const seconds = (performance.now() - startedAt) / 1_000;
      const listCalls = sandbox.calls
        .list('pipedrive')
        .filter(({ path }) => /^\/(api\/v2|v1)\/[a-zA-Z]+(\?|$)/.test(path)).length;
      return { listCalls, seconds };
    },
  };
}
