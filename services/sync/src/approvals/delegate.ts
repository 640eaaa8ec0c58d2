import * as z from 'zod';
import { isRobotOwner } from '#core/company.ts';
import { dayOf } from '#core/kernel/instant.ts';
import { instantAt, plusCalendarDays } from '#core/kernel/working-days.ts';
import type { Localized } from '#core/model/localized.ts';
import { can } from '#core/permissions.ts';
import { fieldIds } from '../connectors/slack/messages/ids.ts';
import { keepDelegation } from '../store/delegations.ts';
import { type Acting, type ActingOptions, wordingFor } from './acting.ts';
import { inputOf, type Submission } from './slack-payloads.ts';
import { errorAt, type FieldErrors } from './submitted-command.ts';
import { whyNoDecider } from './why-not.ts';

const Day = z.iso.date();
const daysMax = 366;

const texts = {
  personMissing: { fr: 'Choisissez une personne.', en: 'Choose a person.' },
  oneself: { fr: 'Choisissez quelqu’un d’autre que vous.', en: 'Choose somebody other than yourself.' },
  robot: { fr: 'Un robot ne décide pas.', en: 'A robot does not decide.' },
  dayMissing: { fr: 'Choisissez un jour.', en: 'Choose a day.' },
  past: { fr: 'Ce jour est passé.', en: 'This day is past.' },
  order: { fr: 'Le dernier jour précède le premier.', en: 'The last day is before the first one.' },
  long: { fr: 'Un an au plus.', en: 'One year at most.' },
} satisfies Record<string, Localized>;

/**
 * Somebody who decides lends their right to a colleague for some days, both ends included, in their own time zone.
 * @returns what to correct, or what was arranged in words
 */
export async function delegate(
  options: ActingOptions,
  acting: Acting,
  submission: Submission,
): Promise<FieldErrors | string> {
  const { company, staff, language } = acting.caller;
  if (!can(company, staff, 'decide')) return whyNoDecider(company)[language];
  const period = periodOf(options, acting, submission);
  if ('errors' in period) return period;
  const userId = inputOf(submission.view.state?.values, fieldIds.delegate)?.selected_user;
  if (!userId) return errorAt(fieldIds.delegate, texts.personMissing[language]);
  const { workspace, person } = acting;
  const found = await options.recognise(workspace, { userId, teamId: person.team_id });
  if (!found.caller) return errorAt(fieldIds.delegate, aboutThem(found.whyNot[language], language));
  const { staff: chosen } = found.caller;
  if (chosen.id === staff.id) return errorAt(fieldIds.delegate, texts.oneself[language]);
  if (isRobotOwner(company, chosen.id)) return errorAt(fieldIds.delegate, texts.robot[language]);
  const { fromAt, untilAt } = period;
  await keepDelegation(options.db, {
    company: company.id,
    staffId: staff.id,
    delegateId: chosen.id,
    fromAt,
    untilAt,
  });
  return arranged(chosen.name)[language];
}

function periodOf(
  { now }: Pick<ActingOptions, 'now'>,
  acting: Acting,
  { view }: Submission,
): FieldErrors | { fromAt: Date; untilAt: Date } {
  const { language, timeZone } = wordingFor(acting, now());
  const today = dayOf(now().toISOString(), timeZone);
  const day = (id: string) => Day.safeParse(inputOf(view.state?.values, id)?.selected_date).data;
  const [from, until] = [day(fieldIds.delegateFrom), day(fieldIds.delegateUntil)];
  if (!from) return errorAt(fieldIds.delegateFrom, texts.dayMissing[language]);
  if (!until) return errorAt(fieldIds.delegateUntil, texts.dayMissing[language]);
  if (until < today) return errorAt(fieldIds.delegateUntil, texts.past[language]);
  if (until < from) return errorAt(fieldIds.delegateUntil, texts.order[language]);
  if (until > plusCalendarDays(from, daysMax)) return errorAt(fieldIds.delegateUntil, texts.long[language]);
  const startOf = (date: string) => new Date(instantAt(date, '00:00', timeZone));
  return { fromAt: startOf(from), untilAt: startOf(plusCalendarDays(until, 1)) };
}

/** The sentence says "you" to somebody else than who reads it. */
function aboutThem(whyNot: string, language: 'fr' | 'en'): string {
  return language === 'fr'
    ? `Cette personne ne peut pas décider. Slack lui dirait : ${whyNot}`
    : `This person cannot decide. Slack would tell them: ${whyNot}`;
}

function arranged(name: string): Localized {
  return {
    fr: `${name} décidera à votre place pendant votre absence. L’historique nommera les deux.`,
    en: `${name} will decide in your place while you are away. The story will name both.`,
  };
}
