import type { HelpscoutSettingsView } from '#core/contract/settings-view.ts';
import type { Language } from '#core/model/localized.ts';
import { OutsideError } from './connectors/errors.ts';
import type { Helpscout } from './connectors/helpscout/port.ts';
import { within } from './http/within.ts';
import type { Log } from './log.ts';
import type { HelpscoutParts } from './open-helpscout.ts';
import { keptMailboxes } from './store/helpscout-mailboxes.ts';
import type { Store } from './store/instances.ts';

/** Whoever opens the settings waits no longer for Help Scout. */
const longestMs = 1500;

interface Read {
  /** Null: not in time, or not at all. */
  inboxes: { name: string }[] | null;
  problem: string | null;
}

/**
 * What the settings page says of the help desk: the inboxes as Help Scout has them, or as they were last read when it
 * does not answer in time. Null for a company without a help desk.
 */
export async function helpscoutSettingsOf(
  {
    db,
    helpscout,
    log,
  }: { db: Store; helpscout: Pick<HelpscoutParts, 'companyId' | 'interactive'>; log: Log },
  companyId: string,
  reader: Language,
): Promise<HelpscoutSettingsView | null> {
  if (helpscout.companyId() !== companyId) return null;
  const late = (): Read => ({ inboxes: null, problem: null });
  const read = await within(longestMs, readInboxes(helpscout.interactive, reader, log), late);
  const inboxes = read.inboxes ?? (await keptMailboxes(db, companyId));
  const { problem } = read;
  return { inboxes: inboxes.length > 0 ? inboxes.map(({ name }) => ({ name })) : null, problem };
}

/** Whatever happens, the other settings can be read and changed. */
async function readInboxes(desk: Pick<Helpscout, 'mailboxes'>, reader: Language, log: Log): Promise<Read> {
  try {
    return { inboxes: await desk.mailboxes(), problem: null };
  } catch (error) {
    if (error instanceof OutsideError) {
      const { title, detail } = error.problem;
      return { inboxes: null, problem: `${title[reader]}. ${detail[reader]}` };
    }
    const said = error instanceof Error ? error.message : String(error);
    log.error({ error: said }, 'the inboxes of Help Scout could not be read');
    return { inboxes: null, problem: unread[reader] };
  }
}

const unread = {
  fr: 'Les boîtes de réception n’ont pas pu être lues. Le journal du service dit pourquoi : prévenez l’équipe qui exploite Passerelle.',
  en: 'The inboxes could not be read. The log of the service says why: tell the team that operates Passerelle.',
};
