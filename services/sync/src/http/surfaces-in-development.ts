import { fileURLToPath } from 'node:url';
import express, { type Router } from 'express';
import { allowFrames } from './surfaces.ts';

const configFile = fileURLToPath(
  new URL('../../../../apps/pipedrive-extension/vite.config.ts', import.meta.url),
);
const page = /^\/surfaces\/pipedrive\/(panel|new-request|refusal-modal|requests|settings)(?=$|\?)/;

/** The surfaces straight from their sources; a page reloads when one changes (`npm run dev`). Vite is loaded here alone. */
export async function surfacesInDevelopment(frameAncestors: readonly string[]): Promise<Router> {
  const { createServer } = await import('vite');
  const vite = await createServer({ configFile, server: { middlewareMode: true }, appType: 'mpa' });
  const router = express.Router();
  router.use((request, response, next) => {
    // Reloading needs Vite's scripts and a socket: only who may frame the page is limited here.
    if (request.path.startsWith('/surfaces/'))
      allowFrames(response, `frame-ancestors ${frameAncestors.join(' ')}`);
    request.url = request.url.replace(page, '/surfaces/pipedrive/$1.html');
    next();
  });
  router.use(vite.middlewares);
  return router;
}
