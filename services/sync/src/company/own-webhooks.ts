import { randomBytes, randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { type HeardObject, type WebhookPlan, webhookPlan } from '#core/webhook-plan.ts';
import type { Pipedrive } from '../connectors/pipedrive/port.ts';
import { checkBasic } from '../connectors/pipedrive/webhook.ts';
import type { CompanyWebhooks } from '../provision/company-webhooks.ts';
import type { Seal } from '../sealed.ts';
import { onOneNode } from '../store/one-node.ts';
import type { Schema } from '../store/schema.ts';
import {
  allSubscriptions,
  changePassword,
  findSubscription,
  forgetSubscriptions,
  keepSubscription,
  listSubscriptions,
  nameSubscription,
} from '../store/webhook-subscriptions.ts';

/** What the webhooks of one company are registered with. */
export interface OwnWebhooksOptions {
  db: Kysely<Schema>;
  seal: Seal;
  pipedrive: Pick<Pipedrive, 'listWebhooks' | 'createWebhook' | 'deleteWebhook'>;
  companyId: string;
  /** Where Pipedrive reaches our door. */
  url: string;
}

const passwordBytes = 24;

/**
 * The webhooks we register ourselves. There is no change of a webhook (pipedrive.md 3.1): a new one is made before the
 * old one is deleted, so nothing is unheard in between; what comes twice is recorded once.
 */
export function ownWebhooks(options: OwnWebhooksOptions): CompanyWebhooks {
  const { db, seal, pipedrive, companyId, url } = options;
  const plan = async (): Promise<WebhookPlan> => {
    const rows = await listSubscriptions(db, companyId);
    // One whose password we cannot read any more is as good as a stranger's.
    const kept = rows.flatMap(({ webhook_id: id, object, password }) =>
      id !== null && seal.canOpen(password) ? [{ id, object }] : [],
    );
    return webhookPlan(url, kept, await pipedrive.listWebhooks());
  };
  return {
    plan,
    async register() {
      // Two at once would each take the other's new ones for strangers'.
      await onOneNode(db, `passerelle.webhooks.${companyId}`, async () => {
        const { missing, dead, strangers } = await plan();
        for (const object of missing) await create(options, object);
        for (const id of strangers) await pipedrive.deleteWebhook(id);
        await forgetSubscriptions(db, companyId, [...dead, ...strangers]);
      });
    },
  };
}

async function create(
  { db, seal, pipedrive, companyId, url }: OwnWebhooksOptions,
  object: HeardObject,
): Promise<void> {
  const id = randomUUID();
  const password = randomBytes(passwordBytes).toString('base64url');
  await keepSubscription(db, {
    id,
    company: companyId,
    object,
    password: seal.seal(password, purposeOf(id)),
  });
  const made = await pipedrive.createWebhook({
    object,
    action: '*',
    subscriptionUrl: url,
    name: `Passerelle: ${object}`,
    user: id,
    password,
  });
  await nameSubscription(db, id, made.id);
}

/**
 * The company whose webhook calls with these credentials, if it is one of ours.
 * @param header the `Authorization` header
 */
export async function companyCalling(
  { db, seal }: { db: Kysely<Schema>; seal: Seal },
  header: string | undefined,
): Promise<string | undefined> {
  const given = /^basic +([\w+/=-]+) *$/i.exec(header ?? '')?.[1] ?? '';
  const user = Buffer.from(given, 'base64').toString('utf8').split(':')[0] ?? '';
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(user)) return undefined;
  const row = await findSubscription(db, user);
  if (!row) return undefined;
  return checkBasic(header, user, seal.open(row.password, purposeOf(user))) ? row.company : undefined;
}

/** Seals anew what an older key sealed. */
export async function resealWebhooks(db: Kysely<Schema>, seal: Seal): Promise<void> {
  for (const { id, password } of await allSubscriptions(db)) {
    if (!seal.isOld(password)) continue;
    await changePassword(db, id, seal.seal(seal.open(password, purposeOf(id)), purposeOf(id)));
  }
}

function purposeOf(id: string): string {
  return `webhook password of ${id}`;
}
