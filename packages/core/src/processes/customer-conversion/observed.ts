import type { ConversionEvent, DealFacts } from '../../conversion-events.ts';
import { type Reason, reason } from '../../kernel/outcome.ts';
import { ConversionStep, suspectSteps } from '../../model/conversion.ts';
import { normaliseEmails } from '../../model/email-address.ts';
import { withAccount } from './account.ts';
import { isFollowedPipeline, stageOf, stepOfStage } from './places.ts';
import { withActivity, withActivityBefore, withDealKnown } from './promises.ts';
import type { Conversion, Place } from './state.ts';
import { ended, movedTo, saidBy } from './step.ts';
import { type ConversionContext, change, type Work } from './work.ts';

type Observed = Extract<ConversionEvent, { type: 'deal-observed' }>;

/** What became of it; the reason says what was understood. */
export interface Understood {
  work: Work;
  because: Reason | null;
}

/**
 * The deal as it is now. The CRM is right about the stage: the process follows it, and says what it understood. What our
 * own hand did is no news.
 */
export function dealObserved(work: Work, { facts }: Observed, context: ConversionContext): Understood {
  const before = work.state;
  const known = withDealKnown(withRecords(work, facts), before, context);
  const placed = change(known, { place: placeOfDeal(facts) });
  const why = endOf(facts, context);
  if (why !== null) return endedBy(placed, before, why, facts, context);
  const reopened = before.step === 'ended' ? openedAgain(placed, before, facts, context) : null;
  const open = reopened ?? { work: placed, because: null };
  const account = facts.account ? withAccount(open.work, facts.account, context) : open.work;
  const isNews = before.account === null && account.state.account !== null;
  const found = isNews ? { work: account, because: saidBy('account-found', facts.byName) } : null;
  const moved = found ?? reopened ?? stageMoved({ ...open, work: account }, before, facts, context);
  return ownerChanged(moved, before, facts, context);
}

function placeOfDeal({ deal: { pipelineId, stageId, status, ownerId } }: DealFacts): Place {
  return { pipelineId, stageId, status, ownerId };
}

function withRecords(work: Work, { deal, person, organization }: DealFacts): Work {
  const { state } = work;
  const emails = person ? normaliseEmails(person.emails) : [];
  return change(work, {
    dealId: deal.id,
    title: deal.title,
    ...(person && { person: { id: person.id, name: person.name, emails, phone: person.phones[0] ?? null } }),
    // Mails came back from another address than the one they go to now.
    ...(emails[0] !== undefined && emails[0] !== state.person?.emails[0] && { bouncedAt: null }),
    ...(organization && {
      organization: { id: organization.id, name: organization.name ?? state.organization?.name ?? '' },
    }),
  });
}

function endOf(
  { deal, mergedIntoId }: DealFacts,
  { company }: ConversionContext,
): Conversion['endedBecause'] {
  if (mergedIntoId !== null) return 'merged';
  if (deal.status !== 'open') return deal.status;
  return isFollowedPipeline(deal.pipelineId, company) ? null : 'left';
}

function endedBy(
  work: Work,
  before: Conversion,
  why: NonNullable<Conversion['endedBecause']>,
  { byName }: DealFacts,
  context: ConversionContext,
): Understood {
  const isKnown = before.step === 'ended' && before.endedBecause === why;
  return { work: ended(work, why, context), because: isKnown ? null : saidBy(`deal-${why}`, byName) };
}

/** It goes on where it ended, or where the deal was put. */
function openedAgain(
  work: Work,
  before: Conversion,
  facts: DealFacts,
  context: ConversionContext,
): Understood {
  const { stepBeforeEnd, account } = work.state;
  const told = stepOfStage(facts.deal.stageId, context.company);
  const isPossible = told !== null && (account !== null || suspectSteps.includes(told));
  const isWhereItWas =
    before.place?.stageId === facts.deal.stageId || isOfStage(stepBeforeEnd, facts.deal.stageId, context);
  const put = isPossible && !isWhereItWas ? told : null;
  const step = put ?? stepBeforeEnd ?? (account ? 'account-created' : 'identified');
  const open = movedTo(
    change(work, { endedBecause: null, stepBeforeEnd: null }),
    step,
    'moved-by-hand',
    context,
  );
  return { work: open, because: saidBy('deal-reopened', facts.byName) };
}

/** Whether the deal of a step stands in a stage: in its own, or in that of the last step before it that has one. */
function isOfStage(
  step: Conversion['step'] | null,
  stageId: number | null,
  { company }: ConversionContext,
): boolean {
  const upToIt = ConversionStep.options.slice(
    0,
    step === null ? 0 : ConversionStep.options.indexOf(step) + 1,
  );
  const stage = upToIt.map((each) => stageOf(each, company)).findLast((each) => each !== null);
  return stage?.stageId === stageId;
}

function stageMoved(
  { work, because }: Understood,
  before: Conversion,
  { deal: { stageId }, byName }: DealFacts,
  context: ConversionContext,
): Understood {
  const { moving, place, step } = before;
  if (moving?.stageId === stageId) return { work: change(work, { moving: null }), because };
  if (place !== null && place.stageId === stageId) return { work, because };
  const told = stepOfStage(stageId, context.company);
  const isNew = place === null;
  const first = isNew ? { work, because: saidBy('deal-followed', byName) } : { work, because };
  if (told === null || told === step) return first;
  // "Has an account" is computed, never typed (DS-01).
  const needsAccount = work.state.account === null && !suspectSteps.includes(told);
  if (needsAccount) return { work, because: saidBy('stage-without-account', byName) };
  // Two steps may share a stage: whoever is further on there already stays.
  if (stageOf(step, context.company)?.stageId === stageId) return first;
  const moved = movedTo(change(work, { moving: null }), told, 'moved-by-hand', context);
  return { work: moved, because: saidBy(isNew ? 'deal-followed' : 'stage-moved', byName, { step: told }) };
}

/** Open promises go with the deal. */
function ownerChanged(
  { work, because }: Understood,
  before: Conversion,
  { deal: { ownerId }, byName }: DealFacts,
  context: ConversionContext,
): Understood {
  if (before.place === null || before.place.ownerId === ownerId) return { work, because };
  const passed = work.state.promises.map((promise) =>
    promise.state === 'open' ? { ...withActivityBefore(promise), ownerId } : promise,
  );
  const open = passed.filter(({ state, activityId }) => state === 'open' && activityId !== null);
  const taken = open.reduce(
    (so, promise) => withActivity(so, promise, context),
    change(work, { promises: passed }),
  );
  const name = context.company.staff.find(({ id }) => id === ownerId)?.name ?? '';
  return { work: taken, because: because ?? reason('owner-changed', { name, by: byName ?? '' }) };
}
