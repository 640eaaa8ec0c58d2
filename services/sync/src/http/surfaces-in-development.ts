import { fileURLToPath } from 'node:url';
import express, { type Router } from 'express';
import { allowFrames, type HostPages } from './surfaces.ts';

/** Each app has its own socket for reloading. */
const apps = {
  pipedrive: {
    socketPort: 24_678,
    configFile: configOf('pipedrive-extension'),
    page: /^\/surfaces\/pipedrive\/(panel|new-request|new-suspect|refusal-modal|requests|pipeline|settings)(?=$|\?)/,
  },
  helpscout: {
    socketPort: 24_679,
    configFile: configOf('helpscout-app'),
    page: /^\/surfaces\/helpscout\/(sidebar)(?=$|\?)/,
  },
};

/** The surfaces straight from their sources; a page reloads when one changes (`npm run dev`). Vite is loaded here alone. */
export async function surfacesInDevelopment(served: readonly HostPages[]): Promise<Router> {
  const router = express.Router();
  for (const pages of served) router.use(await appRouter(pages));
  return router;
}

async function appRouter({ host, frameAncestors }: HostPages): Promise<Router> {
  const { createServer } = await import('vite');
  const { configFile, page, socketPort } = apps[host];
  const base = `/surfaces/${host}/`;
  const server = { middlewareMode: true, ws: { port: socketPort } };
  // Packages made ready for one app are no other's.
  const vite = await createServer({ configFile, cacheDir: cacheOf(host), server, appType: 'mpa' });
  const router = express.Router();
  router.use((request, response, next) => {
    if (!request.path.startsWith(base)) return next('router');
    // Reloading needs Vite's scripts and a socket: only who may frame the page is limited here.
    allowFrames(response, `frame-ancestors ${frameAncestors.join(' ')}`);
    // As in surfaces.ts: the sidebar's address is a proof of who opened it (helpscout.md 4.2).
    response.setHeader('referrer-policy', 'no-referrer');
    request.url = request.url.replace(page, `${base}$1.html`);
    next();
  });
  router.use(vite.middlewares);
  return router;
}

function configOf(app: string): string {
  return fileURLToPath(new URL(`../../../../apps/${app}/vite.config.ts`, import.meta.url));
}

function cacheOf(host: string): string {
  return fileURLToPath(new URL(`../../../../node_modules/.vite/${host}`, import.meta.url));
}
