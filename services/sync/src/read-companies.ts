import { setTimeout as sleep } from 'node:timers/promises';
import { OutsideError } from './connectors/errors.ts';
import { sweepPipedrive } from './deliveries/sweep-pipedrive.ts';
import { keepCrmReading, type ReadingResult, readCrmReading } from './engine/crm-reading.ts';
import type { Parts } from './parts.ts';
import { freshShare } from './repeat.ts';
import { readOnOneNode } from './store/one-node.ts';

/** Reads the CRMs of the companies for what webhooks missed. */
export interface CompanyReading {
  readAll(signal: AbortSignal): Promise<void>;
  /** Companies this node has not read yet: they came a moment ago. */
  readNew(): Promise<void>;
}

const catalogueMs = 3_600_000;
/** A subscription that Pipedrive refuses is mended by a person; the check of the company tells them. */
const refusedMs = 3_600_000;
/** How soon a node that has just started looks whether the other is through. */
const turnPauseMs = 1_000;

interface Seen {
  /** Of the time when it was read: who left and comes back is read from the beginning. */
  pipedrive: unknown;
  refreshedAtMs: number;
  isFirst: boolean;
  isChecked: boolean;
  /** Webhooks that could not be made are not tried at each sweep. */
  watchFromMs: number;
  /** Whether it was looked at since, for what has to be put right. */
  isLookedAt: boolean;
}

const notRead = { refreshedAtMs: 0, isFirst: true, isChecked: false, watchFromMs: 0, isLookedAt: false };

/**
 * One node sweeps for all: the others pass when it is at it, or has just been. A node that has just started looks for
 * itself: it may bring other settings, and what was missed while no node ran is waiting.
 */
export function readCompanies(parts: Parts, everyMs: number): CompanyReading {
  const { companies, checkup, log } = parts;
  const seen = new Map<string, Seen>();
  let last = new AbortController().signal;
  const knownOf = (id: string): Seen | undefined => {
    const known = seen.get(id);
    return known?.pipedrive === companies.of(id).pipedrive ? known : undefined;
  };
  // What stands at the start is looked at by the first check of all companies.
  let isStart = true;
  const lookAfter = (id: string, known: Seen): void => {
    if (!known.isLookedAt && !isStart) checkup.lookSoon(id);
    known.isLookedAt = true;
  };
  const readEach = async (ids: readonly string[], signal: AbortSignal): Promise<void> => {
    const failures: unknown[] = [];
    for (const id of ids) {
      const known = knownOf(id) ?? { ...notRead, pipedrive: companies.of(id).pipedrive };
      seen.set(id, known);
      const reading = readOne(parts, id, known, everyMs, signal);
      await reading.then(
        () => lookAfter(id, known),
        (error: unknown) => {
          checkup.callFailed(id, error);
          // Held back by ourselves: the next sweep asks again.
          if (!isHeldBack(error)) failures.push(error);
        },
      );
      if (signal.aborted) return;
    }
    isStart = false;
    if (failures.length > 0) throw failures[0];
  };
  return {
    readAll: (signal) => {
      last = signal;
      return readEach(companies.ids(), signal);
    },
    readNew: async () => {
      const fresh = companies.ids().filter((id) => !knownOf(id));
      await readEach(fresh, last).catch((error: Error) => {
        log.warn({ error: error.message }, 'a new company could not be read yet; it is tried again');
      });
    },
  };
}

function isHeldBack(error: unknown): boolean {
  return error instanceof OutsideError && error.failure.heldBack === true;
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
    if (!known.isFirst) await watchWebhooks(parts, companyId, known);
    const { bell, companies, log } = parts;
    const { pipedriveForSweeps: pipedrive } = companies.of(companyId);
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
      const swept = await readOnOneNode(db, `passerelle.sweep.${companyId}`, sweep);
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
  if (Date.now() - known.refreshedAtMs > catalogueMs) {
    await parts.companies.refreshCatalogue(companyId);
    known.refreshedAtMs = Date.now();
  }
  if (!known.isChecked) known.isChecked = await checkFirst(parts, companyId);
}

/** @returns whether the company has been looked at; if not, the next reading does it */
async function checkFirst(parts: Parts, companyId: string): Promise<boolean> {
  const { environment } = parts;
  if (companyId === environment.tokenCompany?.id) await checkToken(parts, companyId);
  else if (environment.SHADOW !== 'on') return (await registerWebhooks(parts, companyId)) !== 'try-again';
  return true;
}

/** With the token of another company everything would look right, and nothing would fit. */
async function checkToken({ companies, log }: Parts, companyId: string): Promise<void> {
  const { companyId: found } = await companies.of(companyId).pipedrive.me();
  if (found === companyId) return;
  log.error(
    { companyId: found, expected: companyId },
    'PIPEDRIVE_API_TOKEN belongs to another company than PIPEDRIVE_COMPANY_ID: correct one of them',
  );
}

type Registration = 'registered' | 'try-again' | 'refused';

/** Whoever takes a webhook away, or Pipedrive itself, is put right by the next sweep: until then nothing is heard. */
async function watchWebhooks(parts: Parts, companyId: string, known: Seen): Promise<void> {
  const { environment } = parts;
  if (companyId === environment.tokenCompany?.id || environment.SHADOW === 'on') return;
  if (Date.now() < known.watchFromMs) return;
  const outcome = await registerWebhooks(parts, companyId);
  known.watchFromMs = outcome === 'refused' ? Date.now() + refusedMs : 0;
}

async function registerWebhooks(
  { configuring, checkup, log }: Parts,
  companyId: string,
): Promise<Registration> {
  try {
    await configuring.targetOf(companyId).webhooks.register();
    return 'registered';
  } catch (error) {
    checkup.callFailed(companyId, error);
    const isPassing = error instanceof OutsideError && error.failure.word === 'retry-later';
    const next = isPassing ? 'the next reading' : 'the daily check';
    const said = error instanceof Error ? error.message : String(error);
    log.error({ companyId, error: said }, `webhooks could not be registered; ${next} tries again`);
    return isPassing ? 'try-again' : 'refused';
  }
}
