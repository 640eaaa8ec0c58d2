import type { Kysely } from 'kysely';
import type { Company } from '#core/company.ts';
import type { Language, Localized } from '#core/model/localized.ts';
import type { StaffMember } from '#core/model/staff-member.ts';
import { staffByEmail } from '#core/staff-by-email.ts';
import type { Companies } from '../company/companies.ts';
import type { SlackPerson } from '../connectors/slack/port.ts';
import { type Caller, callerAs, type StandIn } from '../http/authenticate-surface.ts';
import type { Workspace } from '../slack/workspace.ts';
import type { Schema } from '../store/schema.ts';
import { keepPerson, type SlackPersonRow, slackPerson } from '../store/slack-people.ts';
import { type WhyUnknown, whyUnknown } from './why-not.ts';

/** Somebody of Slack, as a payload names them. */
export interface SlackUser {
  userId: string;
  /** The workspace they belong to. */
  teamId: string;
}

/** Somebody of the team, or why they are not; `person`: as kept, null for people of other workspaces. */
export type Recognised =
  | { caller: Caller; person: SlackPersonRow }
  | { caller: null; person: SlackPersonRow | null; language: Language; whyNot: Localized };

/** Tells who somebody of Slack is. @throws OutsideError when Slack has to be asked and does not answer */
export type Recognise = (workspace: Workspace, user: SlackUser) => Promise<Recognised>;

export interface PeopleOptions {
  db: Kysely<Schema>;
  companies: Pick<Companies, 'companyOf' | 'serves'>;
  standIn: StandIn;
  nowMs?: () => number;
}

const dayMs = 86_400_000;
/** Somebody we do not know is asked about again soon: an administrator may have just added them. */
const minuteMs = 60_000;

/**
 * Who somebody of Slack is in the CRM: whoever has the address that Slack confirms; never by name. Slack is asked once
 * a day and when it says that somebody changed; rights are looked up each time.
 */
export function createRecognition({ db, companies, standIn, nowMs = Date.now }: PeopleOptions): Recognise {
  const isYounger = ({ checked_at: at }: SlackPersonRow, ageMs: number) => nowMs() - at.getTime() < ageMs;
  const keptOf = async (company: Company, { teamId, userId }: SlackUser) => {
    const kept = await slackPerson(db, teamId, userId);
    if (kept?.company !== company.id) return undefined;
    if (memberOf(company, kept)) return isYounger(kept, dayMs) ? kept : undefined;
    return isYounger(kept, minuteMs) && !isNowKnown(company, kept) ? kept : undefined;
  };
  return async (workspace, user) => {
    const company = companies.companyOf(workspace.companyId);
    const { locale } = company.settings;
    const unknown = (why: WhyUnknown, person: SlackPersonRow | null): Recognised => {
      const whyNot = whyUnknown(why, { email: person?.email ?? null });
      return { caller: null, person, language: person?.language ?? locale, whyNot };
    };
    if (!companies.serves(company.id)) return unknown('not-served', null);
    if (workspace.teamId === null) return unknown('slack-silent', null);
    if (isElsewhere(workspace, user.teamId)) return unknown('other-workspace', null);
    const kept = await keptOf(company, user);
    const { person, why } = kept
      ? { person: kept, why: whyKept(kept) }
      : await readAnew(db, company, workspace, user);
    const staff = person && memberOf(company, person);
    if (person && staff && why === null) {
      const caller = await callerAs(company, staff, person.language, standIn);
      return { caller: { ...caller, surface: 'slack' }, person };
    }
    return unknown(why ?? (company.staff.length === 0 ? 'staff-not-read' : 'nobody-in-crm'), person);
  };
}

/** People of a shared channel's other workspaces; in an organization only Slack knows whose somebody is. */
function isElsewhere({ teamId, enterpriseId }: Workspace, usersTeamId: string): boolean {
  return enterpriseId === null && usersTeamId !== teamId;
}

/**
 * Whether Slack says that somebody is none of ours: their own administrator confirms their address, which proves
 * nothing here. In an organization people have ids of several workspaces, and one of the organization (slack.md 13).
 */
function isOutsider(
  { teamId, enterpriseId }: Workspace,
  person: Pick<SlackPerson, 'isStranger' | 'teamId' | 'enterpriseId'>,
  usersTeamId: string,
): boolean {
  if (person.isStranger) return true;
  // Where Slack does not tell whose somebody is, the request said it.
  if (person.teamId !== '' && person.teamId !== usersTeamId) return true;
  return enterpriseId === null
    ? usersTeamId !== teamId
    : person.teamId !== teamId && person.enterpriseId !== enterpriseId;
}

/** The staff member somebody was kept as, as long as both still have the same address. */
function memberOf(company: Company, { staff_id: id, email }: SlackPersonRow): StaffMember | undefined {
  if (id === null || email === null) return undefined;
  const member = staffByEmail(company, email);
  return member?.id === id ? member : undefined;
}

/** Whether the team was read, or somebody was added to it, after they were found to be nobody. */
function isNowKnown(company: Company, kept: SlackPersonRow): boolean {
  return whyKept(kept) === null && kept.email !== null && staffByEmail(company, kept.email) !== undefined;
}

function whyKept({ is_guest: isGuest, email }: SlackPersonRow): WhyUnknown | null {
  if (isGuest) return 'guest';
  return email === null ? 'email-unconfirmed' : null;
}

async function readAnew(
  db: Kysely<Schema>,
  company: Company,
  workspace: Workspace,
  user: SlackUser,
): Promise<{ person: SlackPersonRow | null; why: WhyUnknown | null }> {
  const read = await workspace.interactive.person(user.userId);
  if (isOutsider(workspace, read, user.teamId)) return { person: null, why: 'other-workspace' };
  const why = whyNobody(read);
  const staff = why === null && read.email !== null ? staffByEmail(company, read.email) : undefined;
  const { email, name, isGuest, language, timeZone } = read;
  const isUnread = company.staff.length === 0;
  // A team that could not be read is no reason to forget who somebody is.
  const before = isUnread ? await slackPerson(db, user.teamId, user.userId) : undefined;
  const staffId = staff?.id ?? before?.staff_id ?? null;
  const kept = { email, name, isGuest, language, timeZone, staffId };
  await keepPerson(db, { company: company.id, ...user, ...kept });
  return { person: (await slackPerson(db, user.teamId, user.userId)) ?? null, why };
}

/** Why somebody is no member of the team whatever their address is. */
export function whyNobody({
  isBot,
  isDeleted,
  isGuest,
  email,
}: Pick<SlackPerson, 'isBot' | 'isDeleted' | 'isGuest' | 'email'>): WhyUnknown | null {
  if (isBot) return 'bot';
  if (isDeleted) return 'gone';
  if (isGuest) return 'guest';
  return email === null ? 'email-unconfirmed' : null;
}
