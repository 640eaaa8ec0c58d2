import type { Logger } from '@slack/bolt';
import express, { type Request, type Router } from 'express';
import type { ActingOptions } from '../approvals/acting.ts';
import type { Log } from '../log.ts';
import { createOrigins } from '../slack/origin.ts';
import type { Workspaces } from '../slack/workspaces.ts';
import { rememberRequests } from '../store/slack-seen.ts';
import { together } from '../store/together.ts';
import { createPressQueue } from './press-queue.ts';
import { listenToSlack } from './slack-listeners.ts';
import { type SlackRequestOutcome, slackRequests, workspaceOfRequest } from './slack-requests.ts';

const answerWithinMs = 3_000;

/** What the door of Slack needs. */
export interface SlackDoorOptions {
  signingSecret: string;
  workspaces: Pick<Workspaces, 'ofTeam' | 'ofBot'>;
  acting: ActingOptions;
  /** Counts what becomes of requests. */
  count(outcome: SlackRequestOutcome): void;
}

export interface SlackDoor {
  /** `POST /events`, to be mounted at `/slack` before anything reads bodies (slack.md 2). */
  router: Router;
  /** Waits until everything that was acknowledged is done. */
  idle(): Promise<void>;
}

/**
 * Bolt inside our server: events, buttons, modals and the slash command. Its package is loaded only here, so that a
 * service without Slack neither waits for it nor keeps it in memory (slack.md 1).
 */
export async function slackDoor({
  signingSecret,
  workspaces,
  acting,
  count,
}: SlackDoorOptions): Promise<SlackDoor> {
  const { App, ExpressReceiver } = await import('@slack/bolt');
  const unmatched = () => count('unmatched');
  const router = express.Router();
  const isNew = together((keys: readonly string[]) => rememberRequests(acting.db, keys));
  const workspaceOf = createOrigins(workspaces);
  const queue = createPressQueue();
  router.post('/events', queue.count, ...slackRequests({ signingSecret, isNew, workspaceOf, count }));
  const logger = boltLogger(acting.log);
  const receiver = new ExpressReceiver({
    signingSecret,
    endpoints: '/events',
    router,
    logger,
    bodyLimit: '1mb',
    customPropertiesExtractor: (request: Request) => ({ workspace: workspaceOfRequest(request) }),
    unhandledRequestHandler: ({ response }) => {
      unmatched();
      if (!response.headersSent) response.writeHead(200).end();
    },
  });
  const app = new App({
    receiver,
    logger,
    // Who we are for each workspace is ours to know; Bolt itself calls nobody.
    authorize: async () => ({}),
    tokenVerificationEnabled: false,
    ignoreSelf: false,
    convoStore: false,
    clientOptions: { retryConfig: { retries: 0 }, fetch: timelyFetch },
  });
  app.error(async (error) => acting.log.error({ error }, 'Bolt could not take a request of Slack'));
  const { idle } = listenToSlack(app, { acting, queue, unmatched });
  return { router, idle };
}

/** How Bolt answers by `response_url`, which it waits for without an end: some that hang would hold up all presses. */
const timelyFetch: typeof fetch = (input, init) =>
  fetch(input, { ...init, signal: AbortSignal.timeout(answerWithinMs) });

/** Bolt's lines in our log; its details would hold people's data. */
function boltLogger(log: Log): Logger {
  const line = (...said: unknown[]) => said.filter((part) => typeof part === 'string').join(' ');
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...said) => log.warn({ from: 'bolt' }, line(...said)),
    error: (...said) => log.error({ from: 'bolt' }, line(...said)),
    setLevel: () => undefined,
    getLevel: () => 'info' as ReturnType<Logger['getLevel']>,
    setName: () => undefined,
  };
}
