import { readFindings } from './doctor/kept-findings.ts';
import type { RetrySooner } from './engine/retry-sooner.ts';
import { sweepMissedBells } from './engine/sweep-missed.ts';
import { forgetProspects } from './forget-prospects.ts';
import { sayAddress } from './live-addresses.ts';
import type { Parts } from './parts.ts';
import { readAccounts } from './read-accounts.ts';
import { readCompanies } from './read-companies.ts';
import { readDrifts } from './read-drifts.ts';
import { readHelpscout } from './read-helpscout.ts';
import { freshShare, repeat } from './repeat.ts';
import { sealAnew } from './seal-anew.ts';
import { sealDays } from './seal-days.ts';
import { forgetOldTexts, type KeptDays } from './store/clean-up.ts';
import { onOneNode } from './store/one-node.ts';
import { tellRules } from './tell-rules.ts';
import { weekDigests } from './week-digests.ts';

/** What the check of companies works with. */
export type CheckedParts = Pick<
  Parts,
  'companies' | 'database' | 'environment' | 'configuring' | 'checkup' | 'log'
>;

/** What a node does by itself, without being asked. */
export interface Upkeep {
  /** Ends what runs as soon as it can be ended. */
  stop(): Promise<void>;
}

const missedBellsMs = 5_000;
const missedGraceMs = 3_000;
const lookAgainMs = 10_000;
/** How soon a node hears what another one changed: settings, companies that came or left. */
const changesMs = 1_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Digests leave within a minute of their time. */
const minuteMs = 60_000;
/** Each account is asked for once an hour; those that became due meanwhile are not kept waiting. */
const accountsMs = 300_000;
/** A hundred requests of a company each time: the directory is asked for 1 200 an hour at most. */
const driftsMs = 300_000;
/** After a start the first look waits until what people asked for meanwhile is done. */
const firstCheckMs = 30_000;

/** A node without work still has to know who the staff are, and what was changed. */
export function startLooking(parts: Parts): Upkeep {
  const { companies, log } = parts;
  const refreshAll = () => forEach(companies.ids(), companies.refreshCatalogue);
  return stoppedTogether([
    saying(parts),
    changes(parts, () => undefined),
    repeat(
      'read the CRM’s users and pipelines',
      log,
      { firstMs: 0, everyMs: hourMs, retryMs: lookAgainMs },
      refreshAll,
    ),
  ]);
}

/** A working node rings missed bells, looks for what webhooks missed, checks, and forgets what is old. */
export function startUpkeep(parts: Parts, sooner: RetrySooner): Upkeep {
  const { database, environment, log } = parts;
  const everyMs = environment.SWEEP_SECONDS * 1000;
  const retryMs = Math.min(lookAgainMs, everyMs);
  const reading = readCompanies(parts, everyMs);
  void checkMailServer(parts);
  return stoppedTogether([
    saying(parts),
    changes(parts, () => {
      sooner.accessRenewed();
      void reading.readNew();
    }),
    repeat(
      'ring missed bells',
      log,
      { firstMs: 0, everyMs: missedBellsMs, retryMs: missedBellsMs },
      bells(parts),
    ),
    repeat('sweep Pipedrive', log, { firstMs: 0, everyMs, retryMs }, reading.readAll),
    ...followHelpscout(parts, everyMs),
    repeat(
      'read the accounts that wait to be activated',
      log,
      { firstMs: firstCheckMs, everyMs: accountsMs, retryMs: accountsMs },
      readAccounts(parts),
    ),
    repeat(
      'tell of new rules of follow-ups',
      log,
      { firstMs: lookAgainMs, everyMs: lookAgainMs, retryMs: lookAgainMs },
      tellRules(parts),
    ),
    repeat(
      'check companies',
      log,
      { firstMs: firstCheckMs, everyMs: hourMs, retryMs: hourMs },
      dueChecks(parts),
    ),
    repeat(
      'send the digests of the week',
      log,
      { firstMs: firstCheckMs, everyMs: minuteMs, retryMs: minuteMs },
      weekDigests(parts),
    ),
    repeat(
      'compare accepted requests with the outside',
      log,
      { firstMs: firstCheckMs, everyMs: driftsMs, retryMs: driftsMs },
      readDrifts(parts),
    ),
    repeat('forget old texts', log, { firstMs: 60_000, everyMs: dayMs, retryMs: 60_000 }, () =>
      onOneNode(database.db, 'passerelle.forget-old-texts', () =>
        forgetOldTexts(database.db, keptDays(environment)),
      ),
    ),
    repeat(
      'forget silent prospects',
      log,
      { firstMs: firstCheckMs, everyMs: dayMs, retryMs: hourMs },
      forgetProspects(parts),
    ),
    repeat('seal the journal', log, { firstMs: 60_000, everyMs: hourMs, retryMs: 60_000 }, sealDays(parts)),
    repeat('seal secrets with the new key', log, { firstMs: 1_000, everyMs: dayMs, retryMs: 60_000 }, () =>
      sealAnew(database.db, parts.seal, log),
    ),
  ]);
}

function keptDays(environment: Parts['environment']): KeptDays {
  return {
    deliveries: environment.KEEP_DELIVERIES_DAYS,
    answers: environment.KEEP_ANSWERS_DAYS,
    effects: environment.KEEP_EFFECTS_DAYS,
    slackPeople: environment.KEEP_SLACK_PEOPLE_DAYS,
    deletedRecords: environment.KEEP_DELETED_RECORDS_DAYS,
  };
}

/** Nothing without Help Scout. Whose it is may be known only once somebody installs the app: it is looked at often. */
function followHelpscout(parts: Parts, everyMs: number): Upkeep[] {
  const { helpscout, log } = parts;
  if (!helpscout) return [];
  const oftenMs = Math.min(lookAgainMs, everyMs);
  const rhythm = { firstMs: 0, everyMs: oftenMs, retryMs: lookAgainMs };
  return [repeat('read Help Scout', log, rhythm, readHelpscout(parts, helpscout, everyMs))];
}

/** Nobody outside reaches a node without doors. */
function saying({ database, address, environment, log }: Parts): Upkeep {
  if (environment.ROLE === 'worker') return { stop: async () => undefined };
  return sayAddress(database.connectionConfig, address.publicUrl, log);
}

/**
 * @param onNew told when a company came, or came back; the door of installations, here or on another node, has taken it
 * up already
 */
function changes({ companies, log }: Parts, onNew: () => void): Upkeep {
  const served = () => new Map(companies.ids().map((id) => [id, companies.of(id).pipedrive]));
  let before = served();
  return repeat(
    'look for changes of companies',
    log,
    { firstMs: changesMs, everyMs: changesMs, retryMs: changesMs },
    async () => {
      await companies.lookAgain();
      const known = before;
      before = served();
      if ([...before].some(([id, pipedrive]) => known.get(id) !== pipedrive)) onNew();
    },
  );
}

function bells({ database: { db }, bell }: Parts): () => Promise<void> {
  // The first time nobody else can have heard them.
  let graceMs = 0;
  return async () => {
    await sweepMissedBells(db, bell, graceMs);
    graceMs = missedGraceMs;
  };
}

/** The first time every company; then once a day, and every hour as long as something is to be put right. */
function dueChecks(parts: CheckedParts): () => Promise<void> {
  const { companies, database } = parts;
  let isFirst = true;
  return async () => {
    const due: string[] = [];
    for (const companyId of companies.ids()) {
      const { items, at } = await readFindings(database.db, companyId, 'en');
      // Advice about the help desk may stand for good.
      const isPressing = items.some(({ state, area }) => state === 'wrong' || area === 'settings');
      const dueMs = (isPressing ? hourMs : dayMs) * freshShare;
      if (isFirst || at === null || Date.now() - Date.parse(at) > dueMs) due.push(companyId);
    }
    isFirst = false;
    await checkCompanies(parts, due);
  };
}

/** Looks at these companies: what was renamed, who left, which webhook is gone; webhooks are repaired at once. */
export async function checkCompanies(
  parts: CheckedParts,
  companyIds: readonly string[] = parts.companies.ids(),
): Promise<void> {
  const { database, environment, configuring, checkup, log } = parts;
  await forEach(companyIds, async (companyId) => {
    await onOneNode(database.db, `passerelle.check.${companyId}`, async () => {
      if (environment.SHADOW !== 'on') await configuring.targetOf(companyId).webhooks.register();
      const look = await checkup.look(companyId);
      const wrong = look('en').checks.filter(({ state }) => state === 'wrong');
      if (wrong.length === 0) return;
      log.error(
        { companyId, wrong: wrong.map(({ area, name }) => `${area}: ${name}`) },
        'the check of the company found what has to be corrected: npm run doctor says how',
      );
    });
  });
}

/** Told at the start, before the first mail finds out. */
async function checkMailServer({ mailer, log }: Parts): Promise<void> {
  await mailer.verify().catch((error: Error) => {
    log.error({ error: error.message }, 'the mail server of SMTP_URL cannot be used; mails will wait');
  });
}

/** One company's trouble keeps no other one: what failed is thrown at the end. */
async function forEach(ids: readonly string[], work: (id: string) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = [];
  for (const id of ids) await work(id).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

function stoppedTogether(all: Upkeep[]): Upkeep {
  return { stop: async () => void (await Promise.all(all.map((one) => one.stop()))) };
}
