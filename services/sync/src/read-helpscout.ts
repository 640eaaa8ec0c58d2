import type { Kysely } from 'kysely';
import { followedInboxes } from '#core/desk-inboxes.ts';
import { sweepHelpscout, sweptUntil } from './deliveries/sweep-helpscout.ts';
import { ensureWebhook, type OwnWebhookOptions } from './helpscout/own-webhook.ts';
import { syncSavedReplies } from './helpscout/sync-saved-replies.ts';
import { isAlive, liveAddresses } from './live-addresses.ts';
import type { HelpscoutParts } from './open-helpscout.ts';
import type { Parts } from './parts.ts';
import { freshShare } from './repeat.ts';
import { keptMailboxes } from './store/helpscout-mailboxes.ts';
import { onOneNode } from './store/one-node.ts';
import type { Schema } from './store/schema.ts';

/** What following the help desk works with. */
export type DeskParts = Pick<
  Parts,
  'environment' | 'database' | 'companies' | 'bell' | 'checkup' | 'log' | 'address'
>;

const hourMs = 3_600_000;
const webhookPath = '/webhooks/helpscout';

/** What this node knows of its last reading. */
interface Seen {
  companyId: string;
  sweptAtMs: number;
  syncedAtMs: number;
  /** Of the settings that say what is read. */
  meant: string;
}

/** Where Help Scout has to send to. */
export function deskWebhookUrl(publicUrl: string): string {
  return publicUrl.replace(/\/+$/, '') + webhookPath;
}

/** Help Scout sends to https alone; its stand-in on this machine to anything. */
export function mayRegister({ isSandbox }: HelpscoutParts, publicUrl: string): boolean {
  return isSandbox || publicUrl.startsWith('https:');
}

/** One node at a time; undefined when another one is at it. */
export function aloneInDesk<T>(
  db: Kysely<Schema>,
  companyId: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  return onOneNode(db, `passerelle.helpscout.${companyId}`, work);
}

/** Our webhook as it has to be; null where Help Scout cannot reach us, or must not. */
export function ownDeskWebhook(
  {
    environment,
    database: { db },
    address,
    log,
  }: Pick<DeskParts, 'environment' | 'database' | 'address' | 'log'>,
  desk: HelpscoutParts,
  companyId: string,
): OwnWebhookOptions | null {
  const [secret] = desk.webhookSecrets;
  if (secret === undefined || environment.SHADOW === 'on' || !mayRegister(desk, address.publicUrl))
    return null;
  const url = deskWebhookUrl(address.publicUrl);
  const isHeardAt = async (called: string) =>
    isAlive(called.replace(webhookPath, ''), await liveAddresses(db));
  return { db, desk: desk.background, companyId, url, secret, isHeardAt, log };
}

/**
 * Reads the help desk when it is time: its saved replies once an hour and when the settings name others, our webhook
 * and what it missed every `everyMs`. One node does for all; one that has just started looks for itself.
 *
 * @returns to be called again and again; does nothing when nothing is due
 */
export function readHelpscout(parts: DeskParts, desk: HelpscoutParts, everyMs: number) {
  let seen: Seen | undefined;
  return async (signal: AbortSignal): Promise<void> => {
    const companyId = desk.companyId();
    if (companyId === undefined || !parts.companies.serves(companyId)) return;
    if (seen?.companyId !== companyId) seen = { companyId, sweptAtMs: 0, syncedAtMs: 0, meant: '' };
    const current = seen;
    if (!(await isDue(parts, current, everyMs))) return;
    try {
      await aloneInDesk(parts.database.db, companyId, () => readOnce(parts, desk, current, signal));
    } catch (error) {
      parts.checkup.callFailed(companyId, error);
      throw error;
    }
  };
}

async function isDue({ database, companies }: DeskParts, seen: Seen, everyMs: number): Promise<boolean> {
  if (seen.meant !== meantOf(companies.companyOf(seen.companyId).settings)) return true;
  const dueMs = everyMs * freshShare;
  if (Date.now() - seen.sweptAtMs < dueMs) return false;
  const until = await sweptUntil(database.db, seen.companyId);
  return until === null || Date.now() - until.getTime() >= dueMs;
}

async function readOnce(
  parts: DeskParts,
  desk: HelpscoutParts,
  seen: Seen,
  signal: AbortSignal,
): Promise<void> {
  const { database, companies, bell, log } = parts;
  const { db } = database;
  const { companyId } = seen;
  const { settings } = companies.companyOf(companyId);
  const now = new Date();
  const meant = meantOf(settings);
  if (meant !== seen.meant || now.getTime() - seen.syncedAtMs >= hourMs * freshShare) {
    await syncSavedReplies({ db, desk: desk.background, log }, companyId, settings, signal);
    Object.assign(seen, { meant, syncedAtMs: now.getTime() });
  }
  await keepHearing(parts, desk, companyId);
  const mailboxIds = followedInboxes(settings, await keptMailboxes(db, companyId)).map(({ id }) => id);
  const { companyOf } = companies;
  const sweep = { db, bell, companyOf, desk: desk.background, mailboxIds, signal };
  const count = await sweepHelpscout(sweep, companyId, now);
  if (count > 0) log.info({ companyId, count }, 'conversations of Help Scout are read again');
  seen.sweptAtMs = now.getTime();
}

/** Without webhooks everything comes a little later: that is no reason not to sweep. */
async function keepHearing(parts: DeskParts, desk: HelpscoutParts, companyId: string): Promise<void> {
  const { checkup, log } = parts;
  const options = ownDeskWebhook(parts, desk, companyId);
  if (!options) return;
  try {
    if ((await ensureWebhook(options)) === 'disabled') checkup.lookSoon(companyId);
  } catch (error) {
    checkup.callFailed(companyId, error);
    const said = error instanceof Error ? error.message : String(error);
    log.error(
      { companyId, error: said },
      'the webhook of Help Scout could not be looked after; trying again',
    );
  }
}

function meantOf({
  savedReplies,
  helpscout: { inboxes },
}: {
  savedReplies: object;
  helpscout: { inboxes?: string[] | undefined };
}): string {
  return JSON.stringify([savedReplies, inboxes]);
}
