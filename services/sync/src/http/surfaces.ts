import { fileURLToPath } from 'node:url';
import express, { type Response, type Router } from 'express';
import { HttpProblem, notFound } from './problems.ts';

/** The pages of an app, and who may show them in a frame, as in CSP. */
export interface HostPages {
  host: 'pipedrive' | 'helpscout';
  frameAncestors: readonly string[];
}

const apps: Record<HostPages['host'], { built: string; pages: ReadonlySet<string> }> = {
  pipedrive: {
    built: builtIn('pipedrive-extension'),
    pages: new Set([
      'panel',
      'new-request',
      'new-suspect',
      'refusal-modal',
      'requests',
      'pipeline',
      'settings',
    ]),
  },
  helpscout: { built: builtIn('helpscout-app'), pages: new Set(['sidebar']) },
};

/** `GET /surfaces/pipedrive/…`, `/surfaces/helpscout/…`: the built surfaces. Only their host may frame them (pipedrive.md 4.4, helpscout.md 4.4). */
export function surfaces(served: readonly HostPages[]): Router {
  const router = express.Router();
  for (const pages of served) router.use(`/surfaces/${pages.host}`, pagesRouter(pages));
  return router;
}

/** Replaces the headers that forbid framing by a policy that says who may. */
export function allowFrames(response: Response, policy: string): void {
  response.removeHeader('x-frame-options');
  response.setHeader('content-security-policy', policy);
}

function builtIn(app: string): string {
  return fileURLToPath(new URL(`../../../../apps/${app}/dist/`, import.meta.url));
}

function pagesRouter({ host, frameAncestors }: HostPages): Router {
  const { built, pages } = apps[host];
  const router = express.Router();
  router.use((_request, response, next) => {
    allowFrames(response, contentSecurityPolicy(frameAncestors));
    // The sidebar's address is a proof of who opened it (helpscout.md 4.2).
    response.setHeader('referrer-policy', 'no-referrer');
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
