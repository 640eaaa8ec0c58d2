import type { HomeView } from '@slack/types';
import { inLanguage } from '#core/model/localized.ts';
import { homeView } from '../connectors/slack/messages/home.ts';
import { type SectionKey, sectionKeys } from '../connectors/slack/messages/sections.ts';
import type { Wording } from '../connectors/slack/messages/wording.ts';
import type { Slack } from '../connectors/slack/port.ts';
import type { Caller } from '../http/authenticate-surface.ts';
import { delegationOf } from '../store/delegations.ts';
import { noteHome } from '../store/slack-people.ts';
import { sealValue, seenOf } from './button-value.ts';
import { dealUrlOf } from './deal-url.ts';
import type { ApprovalOptions } from './options.ts';
import type { Recognised, SlackUser } from './person-of-slack.ts';
import { promisedAt } from './promise.ts';
import { type QueuePage, readQueue } from './queue.ts';
import { whyNoDecider } from './why-not.ts';

/** Whose Home, and what it is to show. */
export interface WantedHome {
  companyId: string;
  user: SlackUser;
  /** Who the user is, at this moment. */
  recognised: Recognised;
  chosen: SectionKey;
  /** From 1. */
  page: number;
  /** What the last press led to, in the reader's language; null = nothing to tell. */
  notice: string | null;
}

/**
 * Publishes somebody's Home: their queue, as far as they may see requests, or why they see none. What it shows is
 * remembered, so that it follows the requests (follow-homes.ts).
 *
 * @param slack the client that waits for nobody when somebody has just pressed, else the one that waits its turn
 * @throws OutsideError of Slack
 */
export async function showHome(
  options: ApprovalOptions,
  slack: Pick<Slack, 'publishHome'>,
  wanted: WantedHome,
): Promise<void> {
  const { user, chosen, page } = wanted;
  await noteHome(options.db, user, { section: chosen, page });
  await drawHome(options, slack, wanted);
}

/** The same without remembering it: nobody opened it, requests changed. */
export async function drawHome(
  options: ApprovalOptions,
  slack: Pick<Slack, 'publishHome'>,
  wanted: WantedHome,
): Promise<void> {
  await slack.publishHome({ userId: wanted.user.userId, view: await homeOf(options, wanted) });
}

/** The part and page that somebody's Home shows; the first ones when nothing is known, or it was of another release. */
export function keptHome(home: unknown): { chosen: SectionKey; page: number } {
  const { section, page } = (home ?? {}) as { section?: unknown; page?: unknown };
  const chosen = sectionKeys.find((key) => key === section) ?? 'pending';
  return { chosen, page: typeof page === 'number' && page >= 1 ? page : 1 };
}

async function homeOf(options: ApprovalOptions, wanted: WantedHome): Promise<HomeView> {
  const { recognised, companyId, chosen, notice } = wanted;
  const wording = wordingFor(options, wanted);
  const { caller } = recognised;
  if (caller === null) {
    const whyNot = inLanguage(recognised.whyNot, recognised.language);
    return homeView({ ...nothing, ...neverAsked, chosen, notice, whyNot }, wording);
  }
  const queue = await readQueue(options, { ...caller, now: options.now() }, wanted);
  const { settings } = caller.company;
  const key = options.buttonKey;
  return homeView(
    {
      ...queue,
      sections: sectionsOf(queue, chosen),
      chosen,
      notice,
      mayDecide: caller.mayDecide,
      whyNot: caller.mayDecide ? null : inLanguage(whyNoDecider(caller.company), caller.language),
      away: await awayOf(options, caller),
      valueOf: (request, effectId) =>
        sealValue(key, { requestId: request.id, seen: seenOf(request), ...(effectId && { effectId }) }),
      dealUrlOf: ({ dealId }) => dealUrlOf(options, companyId, dealId),
      promisedAtOf: ({ submittedAt }) => promisedAt(settings, submittedAt),
    },
    wording,
  );
}

const nothing = { sections: [], page: 1, pages: 1, mayDecide: false, away: null };
/** There is no request whose button they would make. */
const neverAsked = { valueOf: () => '', dealUrlOf: () => null, promisedAtOf: () => null };

function sectionsOf({ counts, items }: QueuePage, chosen: SectionKey) {
  return sectionKeys.map((key) => ({ key, total: counts[key], items: key === chosen ? items : [] }));
}

function wordingFor({ companies, now }: ApprovalOptions, { companyId, recognised }: WantedHome): Wording {
  const { caller, person } = recognised;
  const language = caller === null ? recognised.language : caller.language;
  const timeZone = person?.time_zone ?? companies.companyOf(companyId).settings.timeZone;
  return { language, timeZone, now: now() };
}

async function awayOf({ db }: ApprovalOptions, { company, staff }: Caller) {
  const delegation = await delegationOf(db, company.id, staff.id);
  if (!delegation) return null;
  const { delegateId, fromAt, untilAt } = delegation;
  const delegate = company.staff.find(({ id }) => id === delegateId)?.name ?? String(delegateId);
  return { delegate, fromAt: fromAt.toISOString(), untilAt: untilAt.toISOString() };
}
