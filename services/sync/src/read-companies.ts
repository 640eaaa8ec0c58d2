import { setTimeout as sleep } from 'node:timers/promises';
import { sweepPipedrive } from './deliveries/sweep-pipedrive.ts';
import { keepCrmReading, type ReadingResult, readCrmReading } from './engine/crm-reading.ts';
import type { Parts } from './parts.ts';
import { onOneNode } from './store/one-node.ts';

/** Reads the CRMs of the companies for what webhooks missed. */
export interface CompanyReading {
  readAll(signal: AbortSignal): Promise<void>;
  /** Companies this node has not read yet: they came a moment ago. */
  readNew(): Promise<void>;
}

const catalogueMs = 3_600_000;
/** A sweep that ended a little less than its period ago is as good as one due now: timers are not exact. */
const freshShare = 0.9;
/** How soon a node that has just started looks whether the other is through. */
const turnPauseMs = 1_000;

interface Seen {
  refreshedAtMs: number;
  isFirst: boolean;
}

/**
 * One node sweeps for all: the others pass when it is at it, or has just been. A node that has just started looks for
 * itself: it may bring other settings, and what was missed while no node ran is waiting.
 */
export function readCompanies(parts: Parts, everyMs: number): CompanyReading {
  const { companies, log } = parts;
  const seen = new Map<string, Seen>();
  let last = new AbortController().signal;
  const readEach = async (ids: readonly string[], signal: AbortSignal): Promise<void> => {
    const failures: unknown[] = [];
    for (const id of ids) {
      const known = seen.get(id) ?? { refreshedAtMs: 0, isFirst: true };
      seen.set(id, known);
      await readOne(parts, id, known, everyMs, signal).catch((error: unknown) => failures.push(error));
      if (signal.aborted) return;
    }
    if (failures.length > 0) throw failures[0];
  };
  return {
    readAll: (signal) => {
      last = signal;
      // Who left and comes back is read from the beginning.
      for (const id of seen.keys()) if (!companies.serves(id)) seen.delete(id);
      return readEach(companies.ids(), signal);
    },
    readNew: async () => {
      const fresh = companies.ids().filter((id) => !seen.has(id));
      await readEach(fresh, last).catch((error: Error) => {
        log.warn({ error: error.message }, 'a new company could not be read yet; it is tried again');
      });
    },
  };
}

async function readOne(
  parts: Parts,
  companyId: string,
  known: Seen,
  everyMs: number,
  signal: AbortSignal,
): Promise<void> {
  const { db } = parts.database;
  const sweep = async (): Promise<ReadingResult | null> => {
    if (!known.isFirst && (await isFresh(parts, companyId, everyMs))) return null;
    const { bell, companies, log } = parts;
    const { pipedrive } = companies.of(companyId);
    const { companyOf } = companies;
    const swept = await sweepPipedrive(
      { db, bell, companyOf, pipedrive, log, signal },
      companyId,
      new Date(),
    );
    known.isFirst = false;
    return swept;
  };
  await keepCrmReading(db, companyId, signal, async () => {
    await refresh(parts, companyId, known);
    for (;;) {
      const swept = await onOneNode(db, `passerelle.sweep.${companyId}`, sweep);
      if (swept !== undefined || !known.isFirst) return swept ?? null;
      await sleep(turnPauseMs, undefined, { signal });
    }
  });
}

async function isFresh({ database }: Parts, companyId: string, everyMs: number): Promise<boolean> {
  const { readAt } = await readCrmReading(database.db, companyId);
  return readAt !== null && Date.now() - Date.parse(readAt) < everyMs * freshShare;
}

async function refresh(parts: Parts, companyId: string, known: Seen): Promise<void> {
  if (Date.now() - known.refreshedAtMs <= catalogueMs) return;
  await parts.companies.refreshCatalogue(companyId);
  if (known.isFirst) await checkFirst(parts, companyId);
  known.refreshedAtMs = Date.now();
}

/** With the token of another company everything would look right, and nothing would fit. */
async function checkFirst(parts: Parts, companyId: string): Promise<void> {
  const { environment, companies, database, log } = parts;
  if (companyId === environment.tokenCompany?.id) {
    const { companyId: found } = await companies.of(companyId).pipedrive.me();
    if (found === companyId) return;
    log.error(
      { companyId: found, expected: companyId },
      'PIPEDRIVE_API_TOKEN belongs to another company than PIPEDRIVE_COMPANY_ID: correct one of them',
    );
    return;
  }
  if (environment.SHADOW === 'on') return;
  await onOneNode(database.db, `passerelle.webhooks.${companyId}`, () =>
    parts.configuring.targetOf(companyId).webhooks.register(),
  ).catch((error: Error) => {
    log.error(
      { companyId, error: error.message },
      'webhooks could not be registered; the daily check tries again',
    );
  });
}
