import type { Kysely } from 'kysely';
import type { ExaminedDesk } from './doctor/examine-helpscout.ts';
import { lookAtWebhook, webhookDisabledAt } from './helpscout/own-webhook.ts';
import { isAlive, liveAddresses } from './live-addresses.ts';
import type { HelpscoutParts } from './open-helpscout.ts';
import { deskWebhookUrl, mayRegister } from './read-helpscout.ts';
import { savedReplyChanges } from './store/helpscout-saved-replies.ts';
import type { Schema } from './store/schema.ts';

/** What colleagues changed is told for so long. */
const toldMs = 7 * 24 * 3_600_000;

/** What the doctor looks at; null for a company without a help desk. */
export function examinedHelpscout(
  db: Kysely<Schema>,
  helpscout: HelpscoutParts,
  companyId: string,
  publicUrl: string,
): ExaminedDesk | null {
  if (helpscout.companyId() !== companyId) return null;
  const desk = helpscout.background;
  const url = deskWebhookUrl(publicUrl);
  const isHeardAt = async (called: string) =>
    isAlive(called.replace(deskWebhookUrl(''), ''), await liveAddresses(db));
  return {
    desk,
    webhookFault: async () => (await lookAtWebhook({ db, companyId, desk, url, isHeardAt })).fault,
    webhookDisabledAt: () => webhookDisabledAt(db, companyId),
    replyChanges: () => savedReplyChanges(db, companyId, new Date(Date.now() - toldMs)),
    mayRegister: mayRegister(helpscout, publicUrl),
    sidebarUrl: `${publicUrl.replace(/\/+$/, '')}/surfaces/helpscout/sidebar`,
    now: () => new Date(),
  };
}
