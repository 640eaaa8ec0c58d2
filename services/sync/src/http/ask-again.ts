import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Companies } from '../company/companies.ts';
import { askAudience } from '../deliveries/ask-audience.ts';
import type { Log } from '../log.ts';
import type { Schema } from '../store/schema.ts';
import { settleAudience, whyHidden } from '../store/visibility.ts';
import type { Caller } from './authenticate-surface.ts';

/**
 * Pipedrive tells nobody when somebody's visibility group changes. Before one request is denied to somebody, who may
 * see it is asked again.
 *
 * @returns whether there is an answer that was not known before: look again
 */
export type AskAgain = (
  caller: { company: Pick<Caller['company'], 'id'>; staff: Pick<Caller['staff'], 'id'> },
  requestId: string,
) => Promise<boolean>;

/** What asking again needs. */
export interface AskAgainOptions {
  db: Kysely<Schema>;
  companies: Pick<Companies, 'of'>;
  log: Log;
  nowMs?: () => number;
}

/** Nobody waits longer for a door that most often stays closed. */
const longestMs = 2_000;
/** Each record is asked about once a minute at most: who was admitted in the meantime waits no longer. */
const pauseMs = 60_000;
const rememberedMax = 10_000;

/** Remembers, on this node, which records were asked about lately. */
export function createAskAgain({ db, companies, log, nowMs = Date.now }: AskAgainOptions): AskAgain {
  const mayAsk = createPauses(nowMs);
  const ask = async (companyId: string, requestId: string, record: Parameters<typeof askAudience>[2]) => {
    const { pipedriveForPanels: pipedrive } = companies.of(companyId);
    const told = (await askAudience({ db, pipedrive }, companyId, record)).length > 0;
    if (told) await settleAudience(db, requestId);
    return told;
  };
  return async ({ company, staff }, requestId) => {
    const record = await whyHidden(db, company.id, requestId, staff.id);
    if (!record || !mayAsk(`${company.id}:${record.entity}:${record.id}`)) return false;
    const asked = ask(company.id, requestId, record).catch((error: unknown) => {
      log.warn({ error, companyId: company.id, ...record }, 'who may see a record could not be asked again');
      return false;
    });
    return Promise.race([asked, sleep(longestMs, false, { ref: false })]);
  };
}

/** Whether something may be asked now, because it was not for a while. */
function createPauses(nowMs: () => number): (key: string) => boolean {
  const askedAtMs = new Map<string, number>();
  return (key) => {
    if (nowMs() - (askedAtMs.get(key) ?? Number.NEGATIVE_INFINITY) < pauseMs) return false;
    askedAtMs.delete(key);
    askedAtMs.set(key, nowMs());
    const [oldest] = askedAtMs.keys();
    if (askedAtMs.size > rememberedMax && oldest !== undefined) askedAtMs.delete(oldest);
    return true;
  };
}
