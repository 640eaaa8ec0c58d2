import { type Company, isRobotOwner } from '#core/company.ts';
import { normaliseEmail } from '#core/model/email-address.ts';
import type { StaffMember } from '#core/model/staff-member.ts';
import type { Companies } from '../company/companies.ts';
import { onOneNode } from '../store/one-node.ts';
import { isWeekTold, noteWeekTold } from '../store/week-digests.ts';
import { duePromises, movedOn, usesLive } from '../store/week-figures.ts';
import { type TellingParts, tellOnce } from './tell-once.ts';
import { type Week, weekToTell } from './week.ts';
import { weekSections } from './week-words.ts';

/** What the digests of the week are made and sent with. */
export interface WeekDigestOptions extends TellingParts {
  companies: Pick<Companies, 'ids' | 'serves' | 'companyOf'>;
  now(): Date;
}

const linesMax = 15;
/** So many are told at once: fifty within seconds, and no mail server feels it. */
const atOnce = 5;

/**
 * Sends the digests that are due: one to each owner who has something to hear, once a week. Called every minute by every
 * node that works; in shadow mode nobody is told.
 *
 * @param signal ends it early
 */
export async function sendDueWeekDigests(options: WeekDigestOptions, signal: AbortSignal): Promise<void> {
  const { companies, log } = options;
  for (const companyId of companies.ids()) {
    if (signal.aborted) return;
    try {
      if (companies.serves(companyId)) await sendIfDue(options, companies.companyOf(companyId), signal);
    } catch (error) {
      const said = error instanceof Error ? error.message : '';
      log.warn({ companyId, error: said }, 'the digests of the week were not sent; trying again');
    }
  }
}

async function sendIfDue(options: WeekDigestOptions, company: Company, signal: AbortSignal): Promise<void> {
  const { db, now } = options;
  const { settings, shadow, id, staff } = company;
  if (!settings.conversion.enabled || shadow === true || staff.length === 0) return;
  const week = weekToTell(settings, now());
  if (!week || (await isWeekTold(db, id, week.day))) return;
  await onOneNode(db, `passerelle.week-digest.${id}`, () => sendWeek(options, company, week, signal));
}

async function sendWeek(
  options: WeekDigestOptions,
  company: Company,
  week: Week,
  signal: AbortSignal,
): Promise<void> {
  const { db } = options;
  const owners = company.staff.filter((member) => hears(company, member));
  const wanted = { company: company.id, staffIds: owners.map(({ id }) => id), ...week, linesMax };
  const due = Map.groupBy(await duePromises(db, wanted), ({ ownerId }) => ownerId);
  const moved = Map.groupBy(await movedOn(db, wanted), ({ ownerId }) => ownerId);
  const uses = new Map((await usesLive(db, wanted)).map((row) => [row.ownerId, row]));
  let isThrough = true;
  const tell = async (owner: StaffMember): Promise<void> => {
    const [its, went] = [due.get(owner.id) ?? [], moved.get(owner.id) ?? []];
    const sections = weekSections(
      { due: its, moved: went, uses: uses.get(owner.id) },
      company.settings.locale,
    );
    if (sections.length === 0) return;
    const outcome = await tellOnce(options, company, { owner, day: week.day, sections });
    if (outcome === 'later') isThrough = false;
  };
  for (let from = 0; from < owners.length && !signal.aborted; from += atOnce)
    await Promise.all(owners.slice(from, from + atOnce).map(tell));
  if (isThrough && !signal.aborted) await noteWeekTold(db, company.id, week.day);
}

/** Robots read nothing. */
function hears(company: Company, { id, active, email }: StaffMember): boolean {
  return active && !isRobotOwner(company, id) && normaliseEmail(email) !== null;
}
