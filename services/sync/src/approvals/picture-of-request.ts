import { createHash } from 'node:crypto';
import { type Company, isRobotOwner } from '#core/company.ts';
import type { RequestDetails } from '#core/contract/request-view.ts';
import type { StaffMember } from '#core/model/staff-member.ts';
import { approvalMessage } from '../connectors/slack/messages/approval-message.ts';
import { eventTypes } from '../connectors/slack/messages/ids.ts';
import type { Wording } from '../connectors/slack/messages/wording.ts';
import type { SlackMessage } from '../connectors/slack/port.ts';
import { choicesFor } from '../http/decision-choices.ts';
import type { Reader } from '../http/present-request.ts';
import { detailsOf } from '../http/read-requests.ts';
import { readInstance } from '../store/instances.ts';
import { inSnapshot } from '../store/snapshot.ts';
import { isHiddenFromAny } from '../store/visibility.ts';
import { sealValue, seenOf } from './button-value.ts';
import { dealUrlOf } from './deal-url.ts';
import type { ApprovalOptions } from './options.ts';
import { promisedAt } from './promise.ts';

/** A request as its channel sees it. */
export interface Picture {
  request: RequestDetails;
  /** Not everybody of the team may see it: the channel learns neither whose it is nor its story. */
  restricted: boolean;
  message: SlackMessage & Required<Pick<SlackMessage, 'metadata'>>;
  /** The same as long as nothing changes but the time that has passed. */
  shown: string;
  /** When it changes by itself; null = never. */
  changesAt: Date | null;
}

/** In a channel read many: the picture is that of a decider who has done nothing yet, and sees what everybody sees. */
const anybody: StaffMember = { id: 0, name: '', email: '', active: true };

/** Instants are told apart to the millisecond: a little later the new state holds for certain. */
const justAfterMs = 100;

/** Who reads a channel of the company. */
export function readerOfChannel({ companies, now }: ApprovalOptions, companyId: string): Reader {
  const company = companies.companyOf(companyId);
  return { company, language: company.settings.locale, mayDecide: true, staff: anybody, now: now() };
}

/** In which words a channel of the company is written to. */
export function wordingOfChannel({ companies, now }: ApprovalOptions, companyId: string): Wording {
  const { locale: language, timeZone } = companies.companyOf(companyId).settings;
  return { language, timeZone, now: now() };
}

/**
 * What the channel shows of a request at this moment; undefined when there is no such account request.
 * @param mention who should decide, as Slack writes it
 */
export async function pictureOfRequest(
  options: ApprovalOptions,
  instanceId: string,
  mention: string | null,
): Promise<Picture | undefined> {
  const read = await inSnapshot(options.db, async (store) => {
    const row = await readInstance(store, instanceId);
    if (!row) return undefined;
    const request = await detailsOf(store, row, readerOfChannel(options, row.company));
    const team = teamOf(options.companies.companyOf(row.company));
    const restricted = await isHiddenFromAny(store, row.id, team);
    return request && { companyId: row.company, request, restricted };
  });
  return read && paint(options, read, mention);
}

/** Whoever works here may read the channel. */
function teamOf(company: Company): number[] {
  return company.staff.filter(({ id, active }) => active && !isRobotOwner(company, id)).map(({ id }) => id);
}

function paint(
  options: ApprovalOptions,
  { companyId, request, restricted }: { companyId: string; request: RequestDetails; restricted: boolean },
  mention: string | null,
): Picture {
  const { settings } = options.companies.companyOf(companyId);
  const wording = wordingOfChannel(options, companyId);
  const reader = readerOfChannel(options, companyId);
  const promised = promisedAt(settings, request.submittedAt);
  const seen = seenOf(request);
  const paintAt = (now: Date) =>
    approvalMessage(
      {
        request,
        restricted,
        choices: choicesFor(reader, () => ''),
        mention,
        promisedAt: promised,
        dealUrl: dealUrlOf(options, companyId, request.dealId),
        valueOf: (effectId) =>
          sealValue(options.buttonKey, { requestId: request.id, seen, ...(effectId && { effectId }) }),
      },
      { ...wording, now },
    );
  const ends = endsOf(request, promised);
  const shown = JSON.stringify(paintAt(lastChange(request, ends, wording.now)));
  return {
    request,
    restricted,
    message: {
      ...paintAt(wording.now),
      metadata: { event_type: eventTypes.request, event_payload: { request_id: request.id } },
    },
    shown: createHash('sha256').update(shown).digest('base64url'),
    changesAt: nextOf(ends, wording.now),
  };
}

/** The instants at which a picture changes though nobody does anything: undoing ends, a promise is broken. */
function endsOf({ step, undoUntil }: RequestDetails, promised: string | null): number[] {
  const isOpen = step === 'pending' || step === 'awaiting-evidence';
  return [undoUntil, isOpen ? promised : null]
    .filter((instant) => instant !== null)
    .map((instant) => Date.parse(instant) + justAfterMs);
}

/** Pictures are compared as of their last change, so that "3 minutes ago" is no news every minute. */
function lastChange(
  { submittedAt, decidedAt, proposal }: RequestDetails,
  ends: readonly number[],
  now: Date,
): Date {
  const changes = [submittedAt, decidedAt ?? submittedAt, proposal?.at ?? submittedAt].map((at) =>
    Date.parse(at),
  );
  return new Date(Math.max(...changes, ...ends.filter((at) => at <= now.getTime())));
}

function nextOf(ends: readonly number[], now: Date): Date | null {
  const ahead = ends.filter((at) => at > now.getTime());
  return ahead.length > 0 ? new Date(Math.min(...ahead)) : null;
}
