/** The objects of the CRM whose changes have to be heard, each with every action. */
export const heardObjects = ['person', 'deal', 'organization', 'user'] as const;
/** Heard as well where customers are followed from suspect to production; asks for the scope of activities. */
export const conversionObjects = ['activity'] as const;
export type HeardObject = (typeof heardObjects)[number] | (typeof conversionObjects)[number];

/** What has to be heard for a company. @param followsConversions the settings' `conversion.enabled` */
export function objectsToHear(followsConversions: boolean): readonly HeardObject[] {
  return followsConversions ? [...heardObjects, ...conversionObjects] : heardObjects;
}

/** A subscription as the CRM keeps it. */
export interface LiveWebhook {
  id: number;
  object: string;
  action: string;
  subscriptionUrl: string;
  isActive: boolean;
  version: string;
}

/** A subscription we made and whose password we know. */
export interface KeptWebhook {
  id: number;
  object: string;
}

/** What has to be done about webhooks; there is no change: the new one is made before the old one is deleted. */
export interface WebhookPlan {
  /** Heard as it should be. */
  present: { object: HeardObject; id: number }[];
  /** To create. */
  missing: HeardObject[];
  /** Kept by us, but gone there, switched off, or calling another address: forget, once replaced. */
  dead: number[];
  /** There and calling us, but not kept by us, doubled or dead: delete. */
  strangers: number[];
}

/**
 * Compares the subscriptions we want with those we keep and those the CRM has (pipedrive.md 3.1). Those that call
 * another address than ours are other people's, unless we made them.
 *
 * @param url where ours call
 * @param objects what has to be heard; whatever else is heard goes
 */
export function webhookPlan(
  url: string,
  kept: readonly KeptWebhook[],
  live: readonly LiveWebhook[],
  objects: readonly HeardObject[] = heardObjects,
): WebhookPlan {
  const keptIds = new Set(kept.map(({ id }) => id));
  const works = ({ id, action, subscriptionUrl, isActive, version }: LiveWebhook) =>
    keptIds.has(id) && action === '*' && subscriptionUrl === url && isActive && version === '2.0';
  const present = objects.flatMap((object) => {
    const webhook = live.find((one) => one.object === object && works(one));
    return webhook ? [{ object, id: webhook.id }] : [];
  });
  const stays = new Set(present.map(({ id }) => id));
  const isOurs = ({ id, subscriptionUrl }: LiveWebhook) => keptIds.has(id) || subscriptionUrl === url;
  return {
    present,
    missing: objects.filter((object) => !present.some((one) => one.object === object)),
    dead: kept.filter(({ id }) => !stays.has(id)).map(({ id }) => id),
    strangers: live.filter((one) => isOurs(one) && !stays.has(one.id)).map(({ id }) => id),
  };
}
