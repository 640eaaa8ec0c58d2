import type { Kysely } from 'kysely';
import type { Company } from '#core/company.ts';
import type { EffectOf, EffectResult } from '#core/effects.ts';
import { isInWindow, nextInWindow } from '#core/kernel/send-window.ts';
import { normaliseEmail } from '#core/model/email-address.ts';
import type { StaffMember } from '#core/model/staff-member.ts';
import { readConversion } from '#core/processes/customer-conversion/state.ts';
import { windowOf } from '#core/processes/customer-conversion/work.ts';
import { OutsideError } from '../../connectors/errors.ts';
import type { OutgoingMail } from '../../connectors/mail/client.ts';
import { fetchAttachments } from '../../connectors/mail/fetch-attachments.ts';
import type { DealMail, Pipedrive } from '../../connectors/pipedrive/port.ts';
import { readFollowUpVersion } from '../../store/follow-up-versions.ts';
import type { InstanceRow } from '../../store/instances.ts';
import { isOptedOut } from '../../store/opt-outs.ts';
import type { Schema } from '../../store/schema.ts';
import type { Handler, HandlerContext } from '../handler.ts';
import type { SendOnce } from '../send-once.ts';
import { composeClientMail, type PinnedTexts } from './compose-client-mail.ts';
import { dealGone, outsideHours, switchedOff, wantsNoMails } from './mail-refusals.ts';

type ClientMail = EffectOf<'send-client-mail'>;

/** What mails to clients leave with. */
export interface ClientMailParts {
  db: Kysely<Schema>;
  pipedrive: Pipedrive;
  sendOnce: SendOnce;
  /** Where the service wants answers. */
  replyTo: string;
  /** Where whoever has this address says that they want no more follow-ups. */
  optOutUrlOf(companyId: string, email: string): string;
  /** Documents of this machine may be sent: the sandbox's. */
  allowsLoopback: boolean;
  now(): Date;
}

/**
 * A mail to a client in the name of the owner of the deal, a copy of which Pipedrive keeps with the deal. One of a
 * follow-up is kept back when the client wrote meanwhile or wants no more, and leaves in the hours of mails alone.
 */
export function sendClientMail(parts: ClientMailParts): Handler<'send-client-mail'> {
  const { db, pipedrive } = parts;
  return {
    vendor: 'mail',
    run: async (mail, context) => {
      const { company, handedOver } = context;
      const { to } = mail;
      if (handedOver) return { to, keptBack: null, confirmed: false };
      const isFollowUp = mail.unlessHeardSince !== null;
      if (await isOut(db, to, company)) {
        if (!isFollowUp) throw wantsNoMails(to);
        return { to, keptBack: 'opted-out', confirmed: true };
      }
      if (isFollowUp) ensureMayLeave(company, parts.now());
      const dealMail = await pipedrive.getDealMail(mail.dealId);
      if (isFollowUp && !dealMail) throw dealGone();
      if (isHeard(mail, dealMail)) return { to, keptBack: 'heard', confirmed: true };
      const message = await messageOf(parts, mail, company, dealMail?.smartBcc ?? null);
      return handOver(parts, message, { to, isFollowUp }, context);
    },
  };
}

/** Whoever says so while their mail is being handed over gets none. */
class OptedOutMeanwhile extends Error {}

async function handOver(
  { db, sendOnce }: ClientMailParts,
  message: Omit<OutgoingMail, 'messageId'>,
  { to, isFollowUp }: { to: string; isFollowUp: boolean },
  context: HandlerContext,
): Promise<EffectResult<'send-client-mail'>> {
  const writeHandoverNote = async () => {
    if (await isOut(db, to, context.company)) throw isFollowUp ? new OptedOutMeanwhile() : wantsNoMails(to);
    return context.writeHandoverNote();
  };
  try {
    return { to, keptBack: null, ...(await sendOnce(message, { ...context, writeHandoverNote })) };
  } catch (error) {
    if (error instanceof OptedOutMeanwhile) return { to, keptBack: 'opted-out', confirmed: true };
    throw ofClientAlone(error, to, context.instance);
  }
}

function isOut(db: Kysely<Schema>, to: string, { id }: Company): Promise<boolean> {
  return isOptedOut(db, id, normaliseEmail(to) ?? to);
}

/** A refused address of somebody else, such as an administration's, says nothing of the client's. */
function ofClientAlone(error: unknown, to: string, { state, version }: InstanceRow): unknown {
  if (!(error instanceof OutsideError) || !error.failure.byAddress) return error;
  const emails = readConversion(state, version).person?.emails ?? [];
  if (emails.includes(normaliseEmail(to) ?? to)) return error;
  return new OutsideError({ ...error.failure, byAddress: false });
}

/** A try may come at any hour of the night, or later than the switch: trouble kept it, or the node was down. */
function ensureMayLeave(company: Company, now: Date): void {
  if (!company.settings.conversion.enabled) throw switchedOff();
  const window = windowOf(company);
  const at = now.toISOString();
  if (isInWindow(at, window)) return;
  throw outsideHours(Date.parse(nextInWindow(at, window)) - now.getTime());
}

function isHeard({ unlessHeardSince: since }: ClientMail, dealMail: DealMail | null): boolean {
  const at = dealMail?.lastIncomingMailAt ?? null;
  return since !== null && at !== null && Date.parse(at) > Date.parse(since);
}

async function messageOf(
  parts: ClientMailParts,
  mail: ClientMail,
  company: Company,
  copyTo: string | null,
): Promise<Omit<OutgoingMail, 'messageId'>> {
  const { settings } = company;
  const { to, language, withDocumentation, unlessHeardSince } = mail;
  const { replies, documentation } = settings.conversion;
  const owner = ownerOf(mail, company);
  const replyTo = owner && !(replies === 'help-desk' && company.desk) ? owner.email : parts.replyTo;
  const unsubscribeUrl = unlessHeardSince === null ? null : parts.optOutUrlOf(company.id, to);
  const attachments = withDocumentation ? await fetchAttachments(documentation, parts) : [];
  const more = {
    replyTo,
    optOutLink: unsubscribeUrl ?? '',
    attachments: attachments.map(({ name }) => name).join(', '),
    ...(owner && { ownerName: owner.name }),
  };
  const words = composeClientMail(mail, company, await pinnedTexts(parts.db, mail, company), more);
  return {
    ...words,
    ...{ to, language, replyTo, copyTo },
    ...(owner && { from: { name: owner.name, address: owner.email } }),
    ...(unsubscribeUrl !== null && { unsubscribeUrl }),
    ...(attachments.length > 0 && { attachments }),
  };
}

/** Whoever has left writes no more mails: the service does. */
function ownerOf({ ownerId }: ClientMail, { staff }: Company): StaffMember | undefined {
  return staff.find(({ id, active, email }) => id === ownerId && active && normaliseEmail(email) !== null);
}

/** A version that another node has just made is not known here yet: the store has it. */
async function pinnedTexts(
  db: Kysely<Schema>,
  { version, template }: ClientMail,
  { id, followUps }: Company,
): Promise<PinnedTexts | null> {
  if (!version) return null;
  const known = followUps?.find(({ key, number }) => key === version.rule && number === version.number);
  const content = known ?? (await readFollowUpVersion(db, id, version));
  return content?.texts[template] ?? {};
}
