import type { Effect } from '../../effects.ts';
import type { Event } from '../../events.ts';
import { type Instant, plusSeconds } from '../../kernel/instant.ts';
import { reason } from '../../kernel/outcome.ts';
import { advance, type Decision, ignored, refused } from '../../kernel/process.ts';
import type { DecisionContext } from './decisions.ts';
import { activationMail } from './plans.ts';
import type { AccountRequest } from './state.ts';

type Result = Decision<AccountRequest, Effect>;
type EffectDone = Extract<Event, { type: 'effect-done' }>;

/** Two people who help the same person send one mail. */
const againAfterSeconds = 600;

/** Whether there is a link to send once more: the account is there, and was never activated. */
export function mayRenewActivation(request: AccountRequest, now: Instant): boolean {
  const { account, step } = request;
  const isSettled = step === 'accepted' || step === 'withdrawn';
  const isUnused = account?.state === 'invited' || account?.state === 'expired';
  return isSettled && isUnused && !wasJustSent(request, now);
}

function wasJustSent({ activationSentAgainAt: last }: AccountRequest, now: Instant): boolean {
  return last !== null && plusSeconds(last, againAfterSeconds) > now;
}

/** The link is sent once more; one that has expired is made anew first. */
export function renewActivation(request: AccountRequest, { now }: DecisionContext): Result {
  const { account, activationSentAgainAt: last } = request;
  if (!account || account.state === 'gone') return refused(reason('no-account'));
  if (account.state === 'active') return refused(reason('account-active'));
  if (wasJustSent(request, now)) return ignored(reason('activation-just-sent', { at: last ?? now }));
  if (!mayRenewActivation(request, now)) return refused(reason('no-account'));
  const renewalCount = request.renewalCount + 1;
  const effect = { kind: 'renew-activation', accountId: account.id } as const;
  return advance<AccountRequest, Effect>(
    { ...request, renewalCount, activationSentAgainAt: now },
    { effects: [{ effect, decision: 0, key: `renew-activation-${renewalCount}`, dueAt: now }] },
  );
}

/** The link works: it is mailed. */
export function activationRenewed(
  request: AccountRequest,
  { result: { state } }: Extract<EffectDone, { kind: 'renew-activation' }>,
  context: DecisionContext,
): Result {
  const { account, renewalCount } = request;
  if (!account) return ignored(reason('no-account'));
  const observed = { ...request, account: { ...account, state } };
  // Activated meanwhile: a link would only puzzle them.
  if (state === 'active' || state === 'gone') return advance<AccountRequest, Effect>(observed);
  const effect = activationMail(observed, context.company);
  const key = `activation-mail-${renewalCount}`;
  return advance<AccountRequest, Effect>(observed, {
    effects: [{ effect, decision: 0, key, dueAt: context.now }],
  });
}

/** The directory was asked in between: what it says of the account is kept. */
export function accountObserved(
  request: AccountRequest,
  { state }: Extract<Event, { type: 'account-observed' }>,
): Result {
  const { account } = request;
  if (!account || account.state === state) return ignored(reason('nothing-new'));
  return advance<AccountRequest, Effect>({ ...request, account: { ...account, state } });
}
