import { randomBytes, randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import {
  conversionObjects,
  type HeardObject,
  type LiveWebhook,
  objectsToHear,
  type WebhookPlan,
  webhookPlan,
} from '#core/webhook-plan.ts';
import { isForbidden } from '../connectors/errors.ts';
import type { Pipedrive } from '../connectors/pipedrive/port.ts';
import { checkBasic } from '../connectors/pipedrive/webhook.ts';
import type { CompanyWebhooks } from '../provision/company-webhooks.ts';
import { type Seal, sealedAnew } from '../sealed.ts';
import { onOneNode } from '../store/one-node.ts';
import type { Schema } from '../store/schema.ts';
import {
  allSubscriptions,
  changePassword,
  findSubscription,
  forgetSubscription,
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
  /** Whether customers are followed from suspect to production. */
  followsConversions(): boolean;
  /** Whether the door at another address is that of a node of this store which is alive. */
  isHeardAt(url: string): Promise<boolean>;
}

/** Where the webhooks call, and what has to be done about them. */
interface AddressedPlan {
  url: string;
  plan: WebhookPlan;
}

const passwordBytes = 24;

/**
 * The webhooks we register ourselves. There is no change of a webhook (pipedrive.md 3.1): a new one is made before the
 * old one is deleted, so nothing is unheard in between; what comes twice is recorded once.
 *
 * Nodes with different PUBLIC_URLs would each move them to their own address, for ever: they stay where the first node
 * told them to call as long as one is alive there, and follow a PUBLIC_URL that was changed once none is.
 */
export function ownWebhooks(options: OwnWebhooksOptions): CompanyWebhooks {
  const { db, seal, pipedrive, companyId } = options;
  const look = async (): Promise<AddressedPlan> => {
    const rows = await listSubscriptions(db, companyId);
    // One whose password we cannot read any more is as good as a stranger's.
    const kept = rows.flatMap(({ webhook_id: id, object, password }) =>
      id !== null && seal.canOpen(password) ? [{ id, object }] : [],
    );
    const live = await pipedrive.listWebhooks();
    const keptIds = new Set(kept.map(({ id }) => id));
    const url = await addressFor(
      options,
      live.filter(({ id }) => keptIds.has(id)),
    );
    const objects = objectsToHear(options.followsConversions());
    return { url, plan: webhookPlan(url, kept, live, objects) };
  };
  return {
    plan: async () => (await look()).plan,
    async register() {
      // Two at once would each take the other's new ones for strangers'.
      await onOneNode(db, `passerelle.webhooks.${companyId}`, async () => {
        const { url, plan } = await look();
        const { missing, dead, strangers } = plan;
        for (const object of missing) await createIfAllowed({ ...options, url }, object);
        for (const id of strangers) await pipedrive.deleteWebhook(id);
        await forgetSubscriptions(db, companyId, [...dead, ...strangers]);
      });
    },
  };
}

/** The same for every node, whatever its own address is: that of the oldest webhook which is heard. */
async function addressFor(
  { url, isHeardAt }: OwnWebhooksOptions,
  ours: readonly LiveWebhook[],
): Promise<string> {
  const oldestFirst = ours.filter(({ isActive }) => isActive).toSorted((one, other) => one.id - other.id);
  for (const called of new Set(oldestFirst.map(({ subscriptionUrl }) => subscriptionUrl)))
    if (called === url || (await isHeardAt(called))) return called;
  return url;
}

/** Without the scope of activities all else is heard as before; the check of the company says what is missing. */
async function createIfAllowed(options: OwnWebhooksOptions, object: HeardObject): Promise<void> {
  try {
    await create(options, object);
  } catch (error) {
    const isExtra = conversionObjects.some((extra) => extra === object);
    if (!isExtra || !isForbidden(error)) throw error;
  }
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
  const webhook = {
    object,
    action: '*' as const,
    subscriptionUrl: url,
    name: `Passerelle: ${object}`,
    user: id,
    password,
  };
  const made = await pipedrive.createWebhook(webhook).catch(async (error: unknown) => {
    await forgetIfRefused(db, id, error);
    throw error;
  });
  await nameSubscription(db, id, made.id);
}

/** What may have been made all the same keeps its password. */
async function forgetIfRefused(db: Kysely<Schema>, id: string, error: unknown): Promise<void> {
  if (isForbidden(error)) await forgetSubscription(db, id);
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

/** Seals anew what an older key sealed. @returns the companies with a password that no key of ours opens */
export async function resealWebhooks(db: Kysely<Schema>, seal: Seal): Promise<string[]> {
  const left: string[] = [];
  for (const { id, company, password } of await allSubscriptions(db)) {
    if (!seal.isOld(password)) continue;
    const anew = sealedAnew(seal, password, purposeOf(id));
    if (anew === null) left.push(company);
    else await changePassword(db, id, anew);
  }
  return left;
}

function purposeOf(id: string): string {
  return `webhook password of ${id}`;
}
