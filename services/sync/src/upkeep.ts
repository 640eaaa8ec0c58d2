import { setTimeout as sleep } from 'node:timers/promises';
import type { CompanyDirectory } from './company/directory.ts';
import type { Mailer } from './connectors/mail/client.ts';
import type { Pipedrive } from './connectors/pipedrive/port.ts';
import { sweepPipedrive } from './deliveries/sweep-pipedrive.ts';
import type { Bell } from './engine/bell.ts';
import { keepCrmReading, type ReadingResult, readCrmReading } from './engine/crm-reading.ts';
import { sweepMissedBells } from './engine/sweep-missed.ts';
import type { Environment } from './environment.ts';
import type { Log } from './log.ts';
import { repeat } from './repeat.ts';
import { forgetOldTexts } from './store/clean-up.ts';
import type { Database } from './store/database.ts';
import { onOneNode } from './store/one-node.ts';

/** What a node does by itself, without being asked. */
export interface Upkeep {
  /** Ends what runs as soon as it can be ended. */
  stop(): Promise<void>;
}

const missedBellsMs = 5_000;
const missedGraceMs = 3_000;
const lookAgainMs = 10_000;
const catalogueMs = 3_600_000;
const dayMs = 86_400_000;
/** A sweep that ended a little less than its period ago is as good as one due now: timers are not exact. */
const freshShare = 0.9;
/** How soon a node that has just started looks whether the other is through. */
const turnPauseMs = 1_000;

/** A node without work still has to know who the staff are. */
export function startCatalogue(directory: CompanyDirectory, log: Log): Upkeep {
  return repeat(
    'read the CRM’s users and pipelines',
    log,
    { firstMs: 0, everyMs: catalogueMs, retryMs: lookAgainMs },
    directory.refresh,
  );
}

/** What the upkeep of a working node needs. */
export interface UpkeepOptions {
  environment: Environment;
  database: Database;
  directory: CompanyDirectory;
  bell: Bell;
  pipedrive: Pipedrive;
  mailer: Mailer;
  log: Log;
}

/** A working node rings missed bells, looks for what webhooks missed, and forgets what is old. */
export function startUpkeep(options: UpkeepOptions): Upkeep {
  const { database, environment, log } = options;
  const everyMs = environment.SWEEP_SECONDS * 1000;
  const retryMs = Math.min(lookAgainMs, everyMs);
  const daily = { firstMs: 60_000, everyMs: dayMs, retryMs: 60_000 };
  const all = [
    repeat(
      'ring missed bells',
      log,
      { firstMs: 0, everyMs: missedBellsMs, retryMs: missedBellsMs },
      bells(options),
    ),
    repeat('sweep Pipedrive', log, { firstMs: 0, everyMs, retryMs }, crmReading(options, everyMs)),
    repeat('forget old texts', log, daily, () => forgetOldTexts(database.db)),
  ];
  void checkMailServer(options);
  return { stop: async () => void (await Promise.all(all.map((one) => one.stop()))) };
}

function bells({ database: { db }, bell }: UpkeepOptions): () => Promise<void> {
  // The first time nobody else can have heard them.
  let graceMs = 0;
  return async () => {
    await sweepMissedBells(db, bell, graceMs);
    graceMs = missedGraceMs;
  };
}

/**
 * One node sweeps for all: the others pass when it is at it, or has just been. A node that has just started looks for
 * itself: it may bring other settings, and what was missed while no node ran is waiting.
 */
function crmReading(options: UpkeepOptions, everyMs: number): (signal: AbortSignal) => Promise<void> {
  const { database, directory, environment, bell, pipedrive, log } = options;
  const { db } = database;
  const companyId = environment.PIPEDRIVE_COMPANY_ID;
  const { companyOf } = directory;
  let refreshedAtMs = 0;
  let isFirst = true;

  const refresh = async (): Promise<void> => {
    if (Date.now() - refreshedAtMs <= catalogueMs) return;
    await directory.refresh();
    if (isFirst) await checkToken(options);
    refreshedAtMs = Date.now();
  };
  const isFresh = async (): Promise<boolean> => {
    const { readAt } = await readCrmReading(db, companyId);
    return readAt !== null && Date.now() - Date.parse(readAt) < everyMs * freshShare;
  };
  const sweep = async (signal: AbortSignal): Promise<ReadingResult | null> => {
    if (!isFirst && (await isFresh())) return null;
    const parts = { db, bell, companyOf, pipedrive, log, signal };
    const swept = await sweepPipedrive(parts, companyId, new Date());
    isFirst = false;
    return swept;
  };
  return (signal) =>
    keepCrmReading(db, companyId, signal, async () => {
      await refresh();
      for (;;) {
        const swept = await onOneNode(db, `passerelle.sweep.${companyId}`, () => sweep(signal));
        if (swept !== undefined || !isFirst) return swept ?? null;
        await sleep(turnPauseMs, undefined, { signal });
      }
    });
}

/** With the token of another company everything would look right, and nothing would fit. */
async function checkToken({ pipedrive, environment, log }: UpkeepOptions): Promise<void> {
  const { companyId } = await pipedrive.me();
  const expected = environment.PIPEDRIVE_COMPANY_ID;
  if (companyId === expected) return;
  log.error(
    { companyId, expected },
    'PIPEDRIVE_API_TOKEN belongs to another company than PIPEDRIVE_COMPANY_ID: correct one of them',
  );
}

/** Told at the start, before the first mail finds out. */
async function checkMailServer({ mailer, log }: UpkeepOptions): Promise<void> {
  await mailer.verify().catch((error: Error) => {
    log.error({ error: error.message }, 'the mail server of SMTP_URL cannot be used; mails will wait');
  });
}
