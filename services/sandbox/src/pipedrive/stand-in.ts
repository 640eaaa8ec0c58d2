import type { Router } from 'express';
import { type AppUser, isApiToken, type Tokens } from './authentication.ts';
import type { Change, PipedriveContext } from './context.ts';
import { type FormResult, type RequestForm, submitForm } from './form.ts';
import type { PipedriveMemory } from './records.ts';
import { pipedriveRouter } from './router.ts';
import { createSearchIndex } from './search-index.ts';
import { integrationUserId, pointWebhook, type SeedOptions, seedMemory } from './seed.ts';
import { freshAdminUserId, freshMemory } from './seed-fresh.ts';
import { upgradedMemory } from './upgrade-memory.ts';
import { type WebhookMisbehaviour, WebhookSender } from './webhook-sender.ts';

export type PipedriveOptions = SeedOptions & {
  apiToken: string;
  /** A company on its first day with the vendor, in place of the team's; its API token is its admin's. */
  fresh?: boolean;
  /** The user of an access token of the app in this company; absent = no app. */
  findAppUser?: (accessToken: string) => AppUser | undefined;
  /** The app's client secret; the stand-in keeps it for whoever mints signed tokens, REST does not need it. */
  clientSecret: string;
  /** Pauses before attempts 2, 3 and 4 of a webhook, in milliseconds. */
  webhookRetryMs: number[];
  /** Called after every change of memory that is worth saving. */
  onChange: () => void;
  /** A memory read back from a file; absent = the seed. */
  memory?: PipedriveMemory;
  /** Asked once for each delivery of a webhook. */
  webhookMisbehaviour: () => WebhookMisbehaviour | undefined;
};

/** The stand-in is also the context that the functions of acts.ts take. */
export type PipedriveStandIn = PipedriveContext & {
  /** Serves /api/v2, /api/v1 and /v1. */
  router: Router;
  /** Does this token open this company now? */
  knows: (token: string) => boolean;
  /** The app was uninstalled by this user: its webhooks of that user are deleted (pipedrive.md 3.1). */
  forgetApp: (userId: number) => void;
  /** Submits the web form "Demande de compte administrateur". */
  submitForm: (form: RequestForm) => FormResult;
  /** Points the seeded subscription to the service. */
  setServiceUrl: (serviceUrl: string) => void;
  /** Back to the first day; `memory` stays the same object, deliveries under way are forgotten. */
  seed: () => void;
  /** Sends no more webhooks and waits for those on the wire. */
  stop: () => Promise<void>;
};

/** A Pipedrive account that lives in this process: REST, webhooks v2 and the web form over one memory. */
export function createPipedriveStandIn(options: PipedriveOptions): PipedriveStandIn {
  const { now, onChange } = options;
  const seedOptions = { ...options };
  const makeMemory = options.fresh ? freshMemory : seedMemory;
  // A fresh company has no webhook that could be pointed anywhere.
  const point = options.fresh ? () => undefined : pointWebhook;
  const memory = options.memory ? upgradedMemory(options.memory) : makeMemory(seedOptions);
  // A memory from a file may know the service under the address of another day.
  if (options.memory) point(memory, seedOptions);
  const index = createSearchIndex(memory);
  const sender = new WebhookSender({
    memory,
    retryMs: options.webhookRetryMs,
    now,
    misbehaviour: options.webhookMisbehaviour,
    onChange,
  });
  const publish = (change: Change): void => {
    index.remember(change);
    sender.send(change);
    onChange();
  };
  const context: PipedriveContext = { memory, now, publish, changed: onChange };
  const setServiceUrl = (serviceUrl: string): void => {
    seedOptions.serviceUrl = serviceUrl;
    point(memory, seedOptions);
    onChange();
  };
  const seed = (): void => {
    sender.forget();
    index.clear();
    Object.assign(memory, makeMemory(seedOptions));
    onChange();
  };
  const tokens: Tokens = {
    apiToken: options.apiToken,
    apiUserId: options.fresh ? freshAdminUserId : integrationUserId,
    findAppUser: options.findAppUser ?? (() => undefined),
  };
  return {
    ...context,
    router: pipedriveRouter(context, { tokens, index }),
    knows: (token) => isApiToken(token, tokens.apiToken) || tokens.findAppUser(token) !== undefined,
    forgetApp: (userId) => {
      memory.subscriptions = memory.subscriptions.filter((each) => !each.of_app || each.owner_id !== userId);
      onChange();
    },
    submitForm: (form) => submitForm(context, form),
    setServiceUrl,
    seed,
    stop: () => sender.stop(),
  };
}
