import { type Reason, reason } from '../../kernel/outcome.ts';
import { plusWorkingDays } from '../../kernel/working-days.ts';
import type { ConversionAccount } from '../../model/conversion.ts';
import { endedWhere, movedPromise, withPromise } from './promises.ts';
import { type ConversionContext, change, todayOf, type Work } from './work.ts';

type Understood = { work: Work; because: Reason | null };

/** The directory was asked again: who cannot enter is helped, and who began to use it is called sooner (DS-47). */
export function accountSeen(
  work: Work,
  seen: ConversionAccount | null,
  context: ConversionContext,
): Understood {
  const { account } = work.state;
  if (!account) return { work, because: null };
  const now = seen ?? { ...account, state: 'gone' as const };
  const known = change(work, { account: now });
  if (now.state !== account.state)
    return { work: stateChanged(known, now, context), because: reason(`account-${now.state}`) };
  const hasBegun = !account.usesCount && (now.usesCount ?? 0) > 0;
  return hasBegun ? calledSooner(known, context) : { work: known, because: null };
}

/** A link that has expired opens nothing: a colleague sends a new one, until the account is activated. */
function stateChanged(work: Work, { state }: ConversionAccount, context: ConversionContext): Work {
  if (state === 'active')
    return endedWhere(work, ({ kind }) => kind === 'activation', 'kept', reason('account-active'), context);
  const isAsked = work.state.promises.some((each) => each.kind === 'activation' && each.state === 'open');
  if (state !== 'expired' || isAsked) return work;
  return withPromise(work, { kind: 'activation', dueOn: nextWorkedDay(context) }, context);
}

function calledSooner(work: Work, context: ConversionContext): Understood {
  const because = reason('account-used');
  const soon = nextWorkedDay(context);
  const call = work.state.promises.find(({ kind, state }) => kind === 'tests-call' && state === 'open');
  if (!call || call.dueOn <= soon) return { work, because };
  return { work: movedPromise(work, call, soon, context), because };
}

function nextWorkedDay(context: ConversionContext): string {
  return plusWorkingDays(todayOf(context), 1, context.company.settings);
}
