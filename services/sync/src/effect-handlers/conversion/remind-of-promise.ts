import type { Kysely } from 'kysely';
import { type Company, firstDecider } from '#core/company.ts';
import type { EffectOf } from '#core/effects.ts';
import type { MailTemplate } from '#core/emails/layout.ts';
import { normaliseEmail } from '#core/model/email-address.ts';
import type { StaffMember } from '#core/model/staff-member.ts';
import { readConversion } from '#core/processes/customer-conversion/state.ts';
import { dayText } from '#core/processes/customer-conversion/texts.ts';
import { OutsideError } from '../../connectors/errors.ts';
import { directChannel } from '../../connectors/slack/direct-channel.ts';
import { maybeSent } from '../../connectors/slack/errors.ts';
import { promiseDueMessage } from '../../connectors/slack/messages/promise-due.ts';
import type { Slack, SlackMessage } from '../../connectors/slack/port.ts';
import type { InstanceRow } from '../../store/instances.ts';
import type { Schema } from '../../store/schema.ts';
import { isHiddenFromAny } from '../../store/visibility.ts';
import type { Handler, HandlerContext } from '../handler.ts';
import type { ComposeMail } from '../send-email.ts';
import type { SendOnce } from '../send-once.ts';
import { hiddenReminderMail, hiddenReminderMessage } from './hidden-reminder.ts';

type Reminder = EffectOf<'remind-of-promise'>;

/** What colleagues are told with. */
export interface RemindingParts {
  db: Kysely<Schema>;
  sendOnce: SendOnce;
  compose: ComposeMail;
  /** Undefined without Slack, or as long as it does not answer. */
  announcedIn(): { slack: Slack } | undefined;
  /** Null where the address of the company's records is not known. */
  dealUrlOf(dealId: number): string | null;
}

/**
 * Tells a colleague of a promise, at most once: in Slack where they are known there, else by mail. Whoever has left is
 * replaced by the first decider; of a promise that was kept, moved or dropped meanwhile nobody hears. Whoever may not see
 * the deal hears whose promise it is, and nothing of the client.
 */
export function remindOfPromise(parts: RemindingParts): Handler<'remind-of-promise'> {
  return {
    vendor: 'mail',
    run: async (reminder, context) => {
      const { company, instance, handedOver } = context;
      if (handedOver || !isStillDue(reminder, instance)) return {};
      const reader = readerOf(reminder, company);
      if (!reader) return {};
      const isHidden =
        reader.id !== reminder.ownerId && (await isHiddenFromAny(parts.db, instance.id, [reader.id]));
      const told = toldOf(reminder, company, parts, isHidden);
      if (!(await toldInSlack(parts, told.message, reader, context)))
        await mail(parts, told, reader, context);
      return {};
    },
  };
}

/** What is said, in both ways. */
interface Told {
  message: SlackMessage;
  mailTo(address: string): MailTemplate;
}

function isStillDue({ promise: number, dueOn }: Reminder, { state, version }: InstanceRow): boolean {
  const promise = readConversion(state, version).promises.find((each) => each.number === number);
  return promise?.state === 'open' && promise.dueOn === dueOn;
}

function readerOf({ toId }: Reminder, company: Company): StaffMember | undefined {
  const named = company.staff.find(({ id, active }) => id === toId && active);
  return [named, firstDecider(company)].find((one) => one && normaliseEmail(one.email) !== null);
}

function toldOf(reminder: Reminder, company: Company, parts: RemindingParts, isHidden: boolean): Told {
  const { settings, staff } = company;
  const { locale: language, timeZone } = settings;
  const { what, text, title: dealTitle, organization, dealId, ownerId } = reminder;
  const ownerName = staff.find(({ id }) => id === ownerId)?.name ?? '';
  if (isHidden) {
    const bare = { what, ownerName };
    return {
      message: hiddenReminderMessage(bare, language),
      mailTo: () => hiddenReminderMail(bare, { language, timeZone }),
    };
  }
  const words = { dealTitle, dueOn: dayText(reminder.dueOn, language), ownerName };
  const dealUrl = dealId === null ? null : parts.dealUrlOf(dealId);
  // Left out where the deal bears its name.
  const organizationName = organization === dealTitle ? '' : (organization ?? '');
  const variables = { ...words, organizationName, promise: text, dealUrl: dealUrl ?? '' };
  const mail = { kind: 'send-email' as const, template: `promise-${what}`, language, variables };
  return {
    message: promiseDueMessage({ ...words, what, text, dealUrl }, language),
    mailTo: (to) => parts.compose({ ...mail, to }, company, null),
  };
}

/**
 * The note that it was said is true before it leaves: a message in a conversation of two cannot be looked for
 * (the app may not read there).
 * @returns false when it certainly was not said
 */
async function toldInSlack(
  { announcedIn }: RemindingParts,
  message: SlackMessage,
  { email }: StaffMember,
  { company, shadow, writeHandoverNote }: HandlerContext,
): Promise<boolean> {
  const place = shadow || company.shadow === true ? undefined : announcedIn();
  if (!place) return false;
  const channel = await directChannel(place.slack, email).catch(nullOutside);
  if (channel === null) return false;
  const note = await writeHandoverNote();
  await note.commit();
  try {
    await place.slack.postMessage({ channel, message });
    return true;
  } catch (error) {
    return maybeSent(error);
  }
}

/** Somebody who cannot be reached there gets a mail, now rather than in Slack later. */
function nullOutside(error: unknown): null {
  if (error instanceof OutsideError) return null;
  throw error;
}

async function mail(
  { sendOnce }: RemindingParts,
  { mailTo }: Told,
  { email: to }: StaffMember,
  context: HandlerContext,
): Promise<void> {
  const { locale: language } = context.company.settings;
  await sendOnce({ ...mailTo(to), to, language }, context);
}
