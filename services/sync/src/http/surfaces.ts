import { fileURLToPath } from 'node:url';
import express, { type Response, type Router } from 'express';
import { HttpProblem, notFound } from './problems.ts';

const built = fileURLToPath(new URL('../../../../apps/pipedrive-extension/dist/', import.meta.url));
const pages = new Set(['panel', 'new-request', 'refusal-modal', 'requests', 'settings']);

/**
 * `GET /surfaces/pipedrive/…`: the built surfaces. Only the host may frame them (pipedrive.md 4.4).
 *
 * @param frameAncestors who may show them in a frame, as in CSP
 */
export function surfaces(frameAncestors: readonly string[]): Router {
  const router = express.Router();
  router.use('/surfaces/pipedrive', pagesRouter(frameAncestors));
  return router;
}

/** Replaces the headers that forbid framing by a policy that says who may. */
export function allowFrames(response: Response, policy: string): void {
  response.removeHeader('x-frame-options');
  response.setHeader('content-security-policy', policy);
}

function pagesRouter(frameAncestors: readonly string[]): Router {
  const router = express.Router();
  router.use((_request, response, next) => {
    allowFrames(response, contentSecurityPolicy(frameAncestors));
    next();
  });
  router.use('/assets', express.static(`${built}assets`, { immutable: true, maxAge: '1y', index: false }));
  router.get('/:page', (request, response, next) => {
    if (!pages.has(request.params.page)) throw notFound();
    response.setHeader('cache-control', 'no-cache');
    response.sendFile(`${request.params.page}.html`, { root: built }, (error) => {
      if (error && !response.headersSent) next(notBuilt());
    });
  });
  return router;
}

/** Mails are previewed in a frame of their own, whose inline styles are the mail's. */
function contentSecurityPolicy(frameAncestors: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestors.join(' ')}`,
  ].join('; ');
}

function notBuilt(): HttpProblem {
  return new HttpProblem(
    503,
    { fr: 'Surfaces non construites', en: 'Surfaces not built' },
    { fr: 'Lancez « npm run build », puis rechargez.', en: 'Run “npm run build”, then reload.' },
  );
}
