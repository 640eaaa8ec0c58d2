import { createServer, type Server } from 'node:http';
import express, { type Express, type Router } from 'express';
import helmet from 'helmet';
import type { Log } from '../log.ts';
import { type CalendarDoor, calendarDoor } from './calendar/calendar.ts';
import { type ConsoleOptions, consoleDoor } from './console/console.ts';
import { health, type ReadyChecks } from './health.ts';
import { type HelpscoutWebhooksOptions, helpscoutWebhooks } from './helpscout-webhooks.ts';
import type { Metrics } from './metrics.ts';
import { type OptOutDoor, optOutDoor } from './opt-out/opt-out.ts';
import { type PipedriveWebhooksOptions, pipedriveWebhooks } from './pipedrive-webhooks.ts';
import { answerProblems, notFound } from './problems.ts';
import { type RequestFormOptions, requestForm } from './request-form/request-form.ts';
import { withRequestId } from './request-id.ts';
import { type SurfaceApiOptions, surfaceApi } from './surface-api.ts';

/** What the server puts behind its doors. On a node that only works, the doors of people and vendors stay closed. */
export interface ServerOptions {
  log: Log;
  readyChecks: ReadyChecks;
  metrics: Metrics;
  metricsToken: string | undefined;
  /** Built, or in development from their sources. */
  surfaces: Router;
  /** How many proxies of ours stand before us: whose word on the caller's address counts. */
  trustedProxyCount: number;
  doors: {
    webhooks: PipedriveWebhooksOptions;
    /** Null without Help Scout. */
    helpscoutWebhooks: HelpscoutWebhooksOptions | null;
    api: SurfaceApiOptions;
    form: RequestFormOptions;
    optOut: OptOutDoor;
    calendar: CalendarDoor;
    /** Null without CONSOLE_TOKEN. */
    console: ConsoleOptions | null;
    /** Null without an app to install. */
    oauth: Router | null;
    /** Events, buttons and the command of Slack; null without Slack. */
    slack: Router | null;
    /** Null without a Slack app to install. */
    slackOauth: Router | null;
  } | null;
}

/** Every route of interfaces.md section 3 that this release serves. */
export function createApp({
  log,
  readyChecks,
  metrics,
  metricsToken,
  surfaces,
  trustedProxyCount,
  doors,
}: ServerOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', trustedProxyCount);
  app.use(withRequestId());
  app.use(helmet({ contentSecurityPolicy: { directives: { 'frame-ancestors': ["'none'"] } } }));
  app.use('/health', health(readyChecks));
  app.use('/metrics', metrics.router(metricsToken));
  if (doors) {
    // First: their signatures are over the body as it came.
    if (doors.slack) app.use('/slack', metrics.timesDoor('slack'), doors.slack);
    if (doors.helpscoutWebhooks)
      app.use(
        '/webhooks/helpscout',
        metrics.timesDoor('helpscout'),
        helpscoutWebhooks(doors.helpscoutWebhooks),
      );
    app.use('/webhooks/pipedrive', metrics.timesDoor('pipedrive'), pipedriveWebhooks(doors.webhooks));
    app.use('/api', surfaceApi(doors.api));
    app.use('/request', requestForm(doors.form));
    app.use('/opt-out', optOutDoor(doors.optOut));
    app.use('/calendar', calendarDoor(doors.calendar));
    if (doors.console) app.use('/console', consoleDoor(doors.console));
    if (doors.oauth) app.use('/oauth/pipedrive', doors.oauth);
    if (doors.slackOauth) app.use('/oauth/slack', doors.slackOauth);
    app.use(surfaces);
  }
  app.use(() => {
    throw notFound();
  });
  app.use(answerProblems(log));
  return app;
}

/** A head comes in one piece, a body within seconds: whoever takes longer holds a connection for nothing. */
const headLimitMs = 15_000;
const requestLimitMs = 60_000;

/** Listens; resolves with the server once it does. @throws Error when the port is taken */
export function listen(app: Express, host: string, port: number): Promise<Server> {
  const server = createServer(app);
  server.keepAliveTimeout = 65_000;
  server.headersTimeout = headLimitMs;
  server.requestTimeout = requestLimitMs;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}
