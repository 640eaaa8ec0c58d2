import type { WebhookPlan } from '#core/webhook-plan.ts';

/** The webhooks of one company, as the service registers them. */
export interface CompanyWebhooks {
  /** What would have to be done; null where they are created by hand. */
  plan(): Promise<WebhookPlan | null>;
  /** Does it. @throws OutsideError */
  register(): Promise<void>;
}
