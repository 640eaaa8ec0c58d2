import { createServer, type Server } from 'node:http';
import express, { type Express, type Router } from 'express';
import helmet from 'helmet';
import type { Log } from '../log.ts';
import { health, type ReadyChecks } from './health.ts';
import type { Metrics } from './metrics.ts';
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
    api: SurfaceApiOptions;
    form: RequestFormOptions;
    /** Null without an app to install. */
    oauth: Router | null;
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
    app.use('/webhooks/pipedrive', pipedriveWebhooks(doors.webhooks));
    app.use('/api', surfaceApi(doors.api));
    app.use('/request', requestForm(doors.form));
    if (doors.oauth) app.use('/oauth/pipedrive', doors.oauth);
    app.use(surfaces);
  }
  app.use(() => {
    throw notFound();
  });
  app.use(answerProblems(log));
  return app;
}

/** Listens; resolves with the server once it does. @throws Error when the port is taken */
export function listen(app: Express, host: string, port: number): Promise<Server> {
  const server = createServer(app);
  server.keepAliveTimeout = 65_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}
