import type { Selectable } from 'kysely';
import type { Store } from './instances.ts';
import type { Schema } from './schema.ts';

/** A webhook of ours as stored; its password is sealed. */
export type SubscriptionRow = Selectable<Schema['webhook_subscriptions']>;

/** The webhooks we made for a company. */
export async function listSubscriptions(store: Store, company: string): Promise<SubscriptionRow[]> {
  return store.selectFrom('webhook_subscriptions').selectAll().where('company', '=', company).execute();
}

/** Every webhook of ours, to seal its password anew. */
export async function allSubscriptions(store: Store): Promise<SubscriptionRow[]> {
  return store.selectFrom('webhook_subscriptions').selectAll().execute();
}

/** The same password, sealed with another key. */
export async function changePassword(store: Store, id: string, password: string): Promise<void> {
  await store.updateTable('webhook_subscriptions').set({ password }).where('id', '=', id).execute();
}

/** One of ours, by the user name it calls with. */
export async function findSubscription(store: Store, id: string): Promise<SubscriptionRow | undefined> {
  return store.selectFrom('webhook_subscriptions').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Kept before it is made outside: its first call finds its password here. */
export async function keepSubscription(
  store: Store,
  subscription: Pick<SubscriptionRow, 'id' | 'company' | 'object' | 'password'>,
): Promise<void> {
  await store
    .insertInto('webhook_subscriptions')
    .values({ ...subscription, webhook_id: null })
    .execute();
}

/** What Pipedrive calls it. */
export async function nameSubscription(store: Store, id: string, webhookId: number): Promise<void> {
  await store
    .updateTable('webhook_subscriptions')
    .set({ webhook_id: webhookId })
    .where('id', '=', id)
    .execute();
}

/** Forgets one that was not made after all. */
export async function forgetSubscription(store: Store, id: string): Promise<void> {
  await store.deleteFrom('webhook_subscriptions').where('id', '=', id).execute();
}

/** Forgets webhooks that are gone, by what Pipedrive calls them. */
export async function forgetSubscriptions(
  store: Store,
  company: string,
  webhookIds: readonly number[],
): Promise<void> {
  if (webhookIds.length === 0) return;
  await store
    .deleteFrom('webhook_subscriptions')
    .where('company', '=', company)
    .where('webhook_id', 'in', [...webhookIds])
    .execute();
}

/** Forgets every webhook of a company that took the app away: Pipedrive deleted them (pipedrive.md 3.1). */
export async function forgetAllSubscriptions(store: Store, company: string): Promise<void> {
  await store.deleteFrom('webhook_subscriptions').where('company', '=', company).execute();
}
