import { Router } from 'express';
import { createChores } from '../chores.ts';
import { createSlackActs, type SlackActs } from './acts.ts';
import { createApiRouter } from './api/router.ts';
import { createRateLimiter } from './rate-limits.ts';
import type { SlackMemory } from './records.ts';
import { createResponseRouter } from './response-urls.ts';
import { seedSlackMemory } from './seed-slack.ts';
import type { AppRegistration, SlackContext } from './slack-context.ts';

export type SlackOptions = {
  app: AppRegistration;
  /** The bot token of the first workspace. */
  botToken: string;
  now: () => Date;
  onChange: () => void;
  url: () => string;
  serviceUrl: () => string;
  /** For tests: no rate limits, events are retried at once. */
  isInstant: boolean;
  /** A memory read back from a file; absent = the seed. */
  memory?: SlackMemory | undefined;
};

export type SlackStandIn = {
  memory: SlackMemory;
  context: SlackContext;
  app: AppRegistration;
  acts: SlackActs;
  /** Serves /api/<method> and /api/response/<token>; bodies arrive parsed. */
  router: Router;
  /** Back to the first day; `memory` stays the same object, events that were to be retried are forgotten. */
  seed: () => void;
  /** Sends nothing more and waits for what is on the wire. */
  stop: () => Promise<void>;
};

/** A Slack that lives in this process: Web API, interactions and events over one memory. */
export function createSlackStandIn(options: SlackOptions): SlackStandIn {
  const memory = options.memory ?? seedSlackMemory(options.botToken, options.isInstant);
  const chores = createChores();
  const context: SlackContext = {
    memory,
    app: options.app,
    now: options.now,
    changed: options.onChange,
    url: options.url,
    serviceUrl: options.serviceUrl,
    later: chores.later,
  };
  const limiter = createRateLimiter(() => memory.limits, options.now);
  const router = Router();
  router.use(createApiRouter(context, limiter), createResponseRouter(context));
  return {
    memory,
    context,
    app: options.app,
    acts: createSlackActs(context),
    router,
    seed() {
      chores.forget();
      limiter.clear();
      Object.assign(memory, seedSlackMemory(options.botToken, options.isInstant));
      options.onChange();
    },
    stop: () => chores.stop(),
  };
}
