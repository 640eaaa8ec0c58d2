import type { Router } from 'express';
import { createChores } from '../chores.ts';
import { createHelpscoutActs, type HelpscoutActs } from './acts.ts';
import { createApiRouter } from './api/router.ts';
import type { HelpscoutContext, HelpscoutRegistration, OutgoingMail } from './helpscout-context.ts';
import type { HelpscoutMemory } from './memory.ts';
import { createRateLimiter } from './rate-limits.ts';
import { seedHelpscoutMemory } from './seed-helpscout.ts';
import { createWebhookSender, type WebhookHabit } from './webhook-sender.ts';

export type HelpscoutOptions = {
  app: HelpscoutRegistration;
  now: () => Date;
  onChange: () => void;
  url: () => string;
  serviceUrl: () => string;
  /** For tests: no rate limit, no search lag, webhooks are retried at once. */
  isInstant: boolean;
  /** Puts a mail into the sandbox's mailbox. */
  deliver: (mail: OutgoingMail) => void;
  /** Asked once for each delivery of a webhook, before its first attempt. */
  webhookHabit: () => WebhookHabit | undefined;
  /** A memory read back from a file; absent = the seed. */
  memory?: HelpscoutMemory | undefined;
};

export type HelpscoutStandIn = {
  memory: HelpscoutMemory;
  context: HelpscoutContext;
  acts: HelpscoutActs;
  /** Serves /helpscout/v2 and the search of /helpscout/v3; bodies arrive parsed. */
  router: Router;
  /** Base address the sidebar's frame is loaded from; null: from the service itself. */
  frameBase: string | null;
  /** Back to the first day; `memory` stays the same object, what was to be sent is forgotten. */
  seed: () => void;
  /** Sends nothing more and waits for what is on the wire. */
  stop: () => Promise<void>;
};

/** A Help Scout account that lives in this process: Mailbox API, OAuth, webhooks and what people do in it. */
export function createHelpscoutStandIn(options: HelpscoutOptions): HelpscoutStandIn {
  const memory = options.memory ?? seedHelpscoutMemory(options.isInstant);
  const chores = createChores();
  const sender = createWebhookSender({
    memory,
    changed: options.onChange,
    habit: options.webhookHabit,
    later: chores.later,
  });
  const context: HelpscoutContext = {
    memory,
    app: options.app,
    now: options.now,
    changed: options.onChange,
    url: options.url,
    serviceUrl: options.serviceUrl,
    frameUrl: () => standIn.frameBase ?? options.serviceUrl(),
    later: chores.later,
    publish: (happening) => sender.send(context, happening),
    deliver: options.deliver,
  };
  const limiter = createRateLimiter(() => memory.limits, options.now);
  const standIn: HelpscoutStandIn = {
    memory,
    context,
    acts: createHelpscoutActs(context, sender),
    router: createApiRouter(context, limiter),
    frameBase: null,
    seed() {
      chores.forget();
      sender.forget();
      limiter.clear();
      Object.assign(memory, seedHelpscoutMemory(options.isInstant));
      options.onChange();
    },
    stop: () => chores.stop(),
  };
  return standIn;
}
