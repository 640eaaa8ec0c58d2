import type { Router } from 'express';
import type { Change, PipedriveContext } from './context.ts';
import { type FormResult, type RequestForm, submitForm } from './form.ts';
import type { PipedriveMemory } from './records.ts';
import { pipedriveRouter } from './router.ts';
import { createSearchIndex } from './search-index.ts';
import { pointWebhook, type SeedOptions, seedMemory } from './seed.ts';
import { type WebhookMisbehaviour, WebhookSender } from './webhook-sender.ts';

export type PipedriveOptions = SeedOptions & {
  apiToken: string;
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
  const memory = options.memory ?? seedMemory(seedOptions);
  // A memory from a file may know the service under the address of another day.
  if (options.memory) pointWebhook(memory, seedOptions);
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
    pointWebhook(memory, seedOptions);
    onChange();
  };
  const seed = (): void => {
    sender.forget();
    index.clear();
    Object.assign(memory, seedMemory(seedOptions));
    onChange();
  };
  return {
    ...context,
    router: pipedriveRouter(context, { apiToken: options.apiToken, index }),
    submitForm: (form) => submitForm(context, form),
    setServiceUrl,
    seed,
    stop: () => sender.stop(),
  };
}
