import express, { type Router } from 'express';

/** What a node needs to do its work, each with a look that throws when it is not there. */
export type ReadyChecks = Record<'database' | 'migrations' | 'queue' | 'ending', () => Promise<unknown>>;

/** `GET /health/live`, and `/health/ready` with the first thing that is missing. */
export function health(checks: ReadyChecks): Router {
  const router = express.Router();
  router.get('/live', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/ready', async (_request, response) => {
    for (const [waitingFor, check] of Object.entries(checks)) {
      const isThere = await check().then(
        () => true,
        () => false,
      );
      if (isThere) continue;
      response.status(503).json({ status: 'unavailable', waitingFor });
      return;
    }
    response.json({ status: 'ok' });
  });
  return router;
}
