import express, { type Router } from 'express';

/** Whether the store answers; the queue and the migrations were ready before the doors opened. */
export type CheckReady = () => Promise<void>;

/** `GET /health/live` and `/health/ready`. */
export function health(checkReady: CheckReady): Router {
  const router = express.Router();
  router.get('/live', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/ready', async (_request, response) => {
    try {
      await checkReady();
      response.json({ status: 'ok' });
    } catch {
      response.status(503).json({ status: 'unavailable', waitingFor: 'database' });
    }
  });
  return router;
}
