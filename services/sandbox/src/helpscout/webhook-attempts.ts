import type { HelpscoutMemory } from './memory.ts';
import type { Webhook } from './records.ts';
import { postWebhook } from './webhook-post.ts';

/** One event for one webhook. */
export type Delivery = { webhookId: number; event: string; body: string };

type AttemptOptions = {
  memory: HelpscoutMemory;
  changed: () => void;
  later: (delayMs: number, work: () => Promise<void>) => void;
  /** Called after each attempt. */
  tried: () => void;
};

/**
 * Gives the way to start deliveries: one that is not taken is tried again after the pauses of the memory and dropped in
 * the end; ten dropped ones disable the webhook, and 410 does so at once (helpscout.md 3).
 */
export function createAttempts({
  memory,
  changed,
  later,
  tried,
}: AttemptOptions): (delivery: Delivery) => void {
  const enabled = (id: number): Webhook | undefined =>
    memory.webhooks.find((each) => each.id === id && each.state === 'enabled');

  const attempt = async (delivery: Delivery, number: number): Promise<void> => {
    const { retryMs, timeoutMs } = memory.webhookSettings;
    const addressee = enabled(delivery.webhookId);
    if (!addressee) return;
    const status = await postWebhook(addressee, delivery, timeoutMs);
    tried();
    // It may have been changed or disabled while this was on the wire.
    const webhook = enabled(delivery.webhookId);
    if (!webhook || (status !== null && status >= 200 && status < 300)) return;
    const pauseMs = retryMs[number];
    if (status === 410) webhook.state = 'disabled';
    else if (pauseMs === undefined) drop(webhook);
    else later(pauseMs, () => attempt(delivery, number + 1));
    changed();
  };
  const drop = (webhook: Webhook): void => {
    webhook.droppedCount += 1;
    if (webhook.droppedCount >= memory.webhookSettings.droppedCountMax) webhook.state = 'disabled';
  };
  return (delivery) => later(0, () => attempt(delivery, 0));
}
