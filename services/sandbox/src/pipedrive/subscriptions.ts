import type { Change } from './context.ts';
import { byId, nextId, removeById } from './lookup.ts';
import type { PipedriveMemory, Subscription } from './records.ts';

const banMs = 30 * 60_000;
const removalMs = 3 * 24 * 3_600_000;
const failuresBeforeBan = 10;

/** What a new subscription needs to be told; the rest is bookkeeping. */
export type NewSubscription = Pick<
  Subscription,
  | 'owner_id'
  | 'user_id'
  | 'event_action'
  | 'event_object'
  | 'subscription_url'
  | 'name'
  | 'http_auth_user'
  | 'http_auth_password'
> & { of_app?: boolean };

/** Adds a subscription to memory and gives it back with its id. */
export function addSubscription(memory: PipedriveMemory, sent: NewSubscription, at: Date): Subscription {
  const subscription: Subscription = {
    ...sent,
    of_app: sent.of_app ?? false,
    id: nextId(memory, 'subscription'),
    add_time: at.toISOString(),
    last_delivery_time: null,
    last_http_status: null,
    failures: 0,
    banned_until: null,
    last_success_time: null,
  };
  memory.subscriptions.push(subscription);
  return subscription;
}

/** Is this subscription banned at that instant? Events of that time are lost (pipedrive.md 3.5). */
export function isBanned(subscription: Subscription, at: Date): boolean {
  return subscription.banned_until !== null && at.toISOString() < subscription.banned_until;
}

/** The subscriptions that want this change now. */
export function wanting(memory: PipedriveMemory, change: Change, at: Date): Subscription[] {
  return memory.subscriptions.filter(
    (each) =>
      ['*', change.action].includes(each.event_action) &&
      ['*', change.entity].includes(each.event_object) &&
      !isBanned(each, at),
  );
}

function punish(memory: PipedriveMemory, subscription: Subscription, at: Date, attempt: number): void {
  if (attempt === 1) subscription.failures += 1;
  if (!memory.limits.banEnabled) return;
  if (subscription.failures >= failuresBeforeBan) {
    subscription.failures = 0;
    subscription.banned_until = new Date(at.getTime() + banMs).toISOString();
  }
  const lastGood = new Date(subscription.last_success_time ?? subscription.add_time).getTime();
  if (at.getTime() - lastGood >= removalMs) removeById(memory.subscriptions, subscription.id);
}

/**
 * Writes down how an attempt ended; `status` is null when there was no answer at all.
 * Failures count in a row (whether a success between them resets the count is UNVERIFIED).
 * Ban and removal after three days (3.5) happen only with `limits.banEnabled`.
 */
export function recordAttempt(
  memory: PipedriveMemory,
  subscriptionId: number,
  attempt: { number: number; status: number | null; at: Date },
): void {
  const subscription = byId(memory.subscriptions, subscriptionId);
  if (!subscription) return;
  subscription.last_delivery_time = attempt.at.toISOString();
  subscription.last_http_status = attempt.status;
  if (!isSuccess(attempt.status)) {
    punish(memory, subscription, attempt.at, attempt.number);
    return;
  }
  subscription.failures = 0;
  subscription.last_success_time = attempt.at.toISOString();
}

/** Any 2xx is a success (pipedrive.md 3.5). */
export function isSuccess(status: number | null): boolean {
  return status !== null && status >= 200 && status < 300;
}
