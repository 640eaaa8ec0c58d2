import * as z from 'zod';
import type { Funnel } from '#core/contract/conversion-view.ts';
import { instantAt, plusCalendarDays } from '#core/kernel/working-days.ts';
import { ConversionStep, UseCaseState } from '#core/model/conversion.ts';
import type { Language } from '#core/model/localized.ts';
import { stepText } from '#core/processes/customer-conversion/texts.ts';
import {
  figuresOfUses,
  followUpFigures,
  promiseFigures,
  type ReachedStep,
  reachedSteps,
  type WantedFigures,
} from '../../store/conversion-figures.ts';
import type { Store } from '../../store/instances.ts';
import { hiddenFrom } from '../../store/visibility.ts';
import type { Reader } from '../present-request.ts';
import { malformed } from '../problems.ts';
import { followUpLabel, followUpStepText } from './present-follow-up.ts';
import { todayFor } from './present-promise.ts';
import { given, OwnerId } from './query.ts';

const usualDays = 365;
/** Years of four digits, far from the ends of what instants can say. */
const Day = z.iso.date().refine((day) => /^(19|20|21)/.test(day));
export const FunnelQuery = z.object({
  from: given(Day.optional()),
  to: given(Day.optional()),
  owner: given(OwnerId.optional()),
});
type FunnelQuery = z.infer<typeof FunnelQuery>;

/**
 * The figures of those that began between two days, both included; by default of the last year.
 * @throws HttpProblem 400 when the time ends before it begins
 */
export async function readFunnel(store: Store, query: FunnelQuery, reader: Reader): Promise<Funnel> {
  const { company, language } = reader;
  const today = todayFor(reader);
  const { to = today, owner = null } = query;
  const { from = plusCalendarDays(to, -usualDays) } = query;
  if (from > to) throw malformed(['from', 'to']);
  const wanted = await wantedFigures(store, { from, to, owner }, reader);
  const { started, steps } = await reachedSteps(store, wanted);
  const useCases = await figuresOfUses(store, wanted);
  const uses = UseCaseState.options.map((state) => [state, useCases.get(state) ?? 0] as const);
  return {
    ...{ from, to, started },
    steps: ConversionStep.options.map((key) => stepOf(key, steps, language)),
    useCases: Object.fromEntries(uses) as Funnel['useCases'],
    promises: await promiseFigures(store, wanted, today),
    followUps: followUpsOf(await followUpFigures(store, wanted), { company, language }),
  };
}

/** From the first instant of a day to the last of another, where the company is. */
async function wantedFigures(
  store: Store,
  { from, to, owner }: { from: string; to: string; owner: number | null },
  { company, staff }: Reader,
): Promise<WantedFigures> {
  const midnight = (day: string) => instantAt(day, '00:00', company.settings.timeZone);
  const hidden = await hiddenFrom(store, company.id, staff.id);
  return {
    ...{ company: company.id, ownerId: owner, hidden },
    since: midnight(from),
    before: midnight(plusCalendarDays(to, 1)),
  };
}

function stepOf(key: ConversionStep, found: readonly ReachedStep[], language: Language) {
  const figures = found.find(({ step }) => step === key);
  return {
    key,
    label: stepText(key, language),
    reached: figures?.reached ?? 0,
    medianDays: rounded(figures?.medianDays),
    ninetiethDays: rounded(figures?.ninetiethDays),
  };
}

/** Days with one decimal. */
function rounded(days: number | null | undefined): number | null {
  return days === null || days === undefined ? null : Math.round(days * 10) / 10;
}

type Found = Awaited<ReturnType<typeof followUpFigures>>;

/** Every version that somebody is in, or can begin in. */
function followUpsOf(
  { members, steps }: Found,
  { company, language }: Pick<Reader, 'company' | 'language'>,
): Funnel['followUps'] {
  const versions = (company.followUps ?? []).map((version) => {
    const { key, number, rule, isCurrent } = version;
    const isOf = (each: { rule: string; version: number }) => each.rule === key && each.version === number;
    const { active = 0, finished = 0, stopped = 0 } = members.find(isOf) ?? {};
    const figures = rule.steps.map((step, position) => {
      const found = steps.find((each) => isOf(each) && each.position === position);
      const { done = 0, keptBack = 0, repliedAfter = 0 } = found ?? {};
      return { position, text: followUpStepText(step, language), done, keptBack, repliedAfter };
    });
    const label = followUpLabel(company, { rule: key, version: number }, language);
    const isShown = isCurrent || members.some(isOf);
    return { isShown, shown: { key, label, version: number, active, finished, stopped, steps: figures } };
  });
  return versions.filter(({ isShown }) => isShown).map(({ shown }) => shown);
}
