import type { Kysely } from 'kysely';
import type { ConversionEffectKind } from '#core/conversion-effects.ts';
import type { AdminAccounts } from '../../connectors/admin-accounts/client.ts';
import type { Mailer } from '../../connectors/mail/client.ts';
import type { Pipedrive } from '../../connectors/pipedrive/port.ts';
import { linkedInstances } from '../../store/links.ts';
import type { Schema } from '../../store/schema.ts';
import type { EffectHandlers } from '../handler.ts';
import { createSendOnce } from '../send-once.ts';
import { ensureDealStage } from './ensure-deal-stage.ts';
import { ensureSuspect, type SuspectParts } from './ensure-suspect.ts';
import { lookAtAccount } from './look-at-account.ts';
import { endPromiseActivity, ensurePromiseActivity } from './promise-activity.ts';
import { type RemindingParts, remindOfPromise } from './remind-of-promise.ts';
import { sendClientMail } from './send-client-mail.ts';

/** What the handlers of conversions need beside the connectors. */
export interface ConversionSurroundings {
  mailFrom: string;
  /** Where the service wants answers. */
  mailReplyTo: string;
  optOutUrlOf(companyId: string, email: string): string;
  /** The sandbox's documents may be sent; see fetch-attachments.ts. */
  allowsLoopback: boolean;
}

interface Options
  extends ConversionSurroundings,
    Pick<SuspectParts, 'keep' | 'known'>,
    Omit<RemindingParts, 'sendOnce'> {
  db: Kysely<Schema>;
  pipedrive: Pipedrive;
  accounts: AdminAccounts;
  mailer: Mailer;
}

/** What is done for conversions, each kind by its file. */
export function conversionHandlers(options: Options): Pick<EffectHandlers, ConversionEffectKind> {
  const { db, pipedrive, accounts, mailer, keep, known } = options;
  const { mailFrom, mailReplyTo, optOutUrlOf, allowsLoopback } = options;
  const sendOnce = createSendOnce(mailer, mailFrom);
  const mailing = { db, pipedrive, sendOnce, replyTo: mailReplyTo, optOutUrlOf, allowsLoopback };
  return {
    'ensure-suspect': ensureSuspect({ pipedrive, keep, known, isFollowedByAnother: followedByAnother(db) }),
    'ensure-deal-stage': ensureDealStage(pipedrive, keep),
    'send-client-mail': sendClientMail({ ...mailing, now: () => new Date() }),
    'ensure-promise-activity': ensurePromiseActivity(pipedrive),
    'end-promise-activity': endPromiseActivity(pipedrive),
    'remind-of-promise': remindOfPromise({ ...options, sendOnce }),
    'look-at-account': lookAtAccount(accounts),
  };
}

function followedByAnother(db: Kysely<Schema>): SuspectParts['isFollowedByAnother'] {
  return async ({ company, instance }, dealId) => {
    const following = await linkedInstances(db, company.id, 'conversion-deal', [String(dealId)]);
    return following.some(({ id }) => id !== instance.id);
  };
}
