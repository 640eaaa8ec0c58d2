import type { ConversionEvent, DealFacts } from '../../conversion-events.ts';
import { plusDays } from '../../kernel/instant.ts';
import { type Reason, reason } from '../../kernel/outcome.ts';
import { suspectSteps } from '../../model/conversion.ts';
import { promiseDays } from '../../settings-conversion.ts';
import { announcedDay, withPromise } from './promises.ts';
import { movedTo, withDealMoved } from './step.ts';
import { type ConversionContext, change, decided, type Work, withEffect, withTimer } from './work.ts';

type Linked = NonNullable<DealFacts['account']>;
type Joined = Extract<ConversionEvent, { type: 'request-joined' }>;

/** How often the directory is asked as long as the account was not activated. */
const lookEveryDays = 7;

/** An account exists: computed from the directory and the request, never typed (DS-01, DS-06). */
export function withAccount(work: Work, { account, requestId }: Linked, context: ConversionContext): Work {
  const { state } = work;
  const known = change(work, { account: state.account ?? account, requestId: state.requestId ?? requestId });
  if (state.account !== null || !suspectSteps.includes(state.step)) return known;
  const created = movedTo(known, 'account-created', 'account', context);
  const looked = withTimer(created, 'account-look', plusDays(context.now, lookEveryDays));
  const days = promiseDays(context.company.settings, 'welcomeCallDays');
  if (days === 0) return looked;
  return withPromise(looked, { kind: 'welcome-call', dueOn: announcedDay(days, context) }, context);
}

/** The request of the same client had a deal of its own: its content is kept, and it goes (DS-24 to DS-26). */
export function requestJoined(
  work: Work,
  { requestId, dealId, personId, account }: Joined,
  context: ConversionContext,
): { work: Work; because: Reason } {
  const known = withAccount(work, { requestId, account }, context);
  const joining = change(known, { joining: { dealId, personId } });
  return { work: joinedDeals(joining, context), because: reason('request-joined') };
}

/** What is left to join; a suspect whose deal is still being made joins once it is there. */
export function joinedDeals(work: Work, context: ConversionContext): Work {
  const { dealId, person, joining } = work.state;
  if (dealId === null || joining === null) return work;
  const joined = decided(change(work, { joining: null }), context);
  const { dealId: fromDealId, personId } = joining;
  if (fromDealId === dealId) return joined;
  const how = context.company.settings.duplicateDeal;
  const second =
    person?.id === personId
      ? joined
      : withEffect(joined, { kind: 'ensure-participant', dealId, personId }, context);
  const noted = withEffect(second, { kind: 'keep-deal-as-note', fromDealId, toDealId: dealId }, context);
  const alone = withEffect(
    noted,
    { kind: 'remove-duplicate-deal', dealId: fromDealId, intoDealId: dealId, how },
    context,
  );
  return withDealMoved(alone, context);
}

/** The directory is asked again, until somebody used the account or needs none any more. */
export function lookAtAccount(work: Work, context: ConversionContext): Work | null {
  const { account, step } = work.state;
  if (!account || step === 'ended' || step === 'live') return null;
  const asked = withEffect(work, { kind: 'look-at-account', accountId: account.id }, context);
  return withAccountLook(asked, context);
}

/** The next look at the account, where one is still of use. */
export function withAccountLook(work: Work, context: ConversionContext): Work {
  const { account, step } = work.state;
  if (!account || step === 'ended' || step === 'live') return work;
  return withTimer(work, 'account-look', plusDays(context.now, lookEveryDays));
}
