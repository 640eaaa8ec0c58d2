import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { type Response, Router } from 'express';

/** The style sheets of every page, in the order they apply. */
export const styleSheets = [
  'base',
  'frame',
  'parts',
  'details',
  'surfaces',
  'slack',
  'slack-fields',
  'helpscout',
] as const;

const files = new Set([...styleSheets.map((name) => `${name}.css`), 'icon.svg']);
const moduleName = /^[a-z-]+\.ts$/;

/** Style sheets, and the browser modules with their types taken off; each read once. */
export function createAssetsRouter(): Router {
  const router = Router();
  const scripts = new Map<string, string>();
  router.get('/browser/:name', (req, res) => {
    const { name } = req.params;
    if (!moduleName.test(name)) return notFound(res);
    try {
      const script = scripts.get(name) ?? stripTypeScriptTypes(read(`./browser/${name}`));
      scripts.set(name, script);
      res.type('text/javascript').set('Cache-Control', 'no-cache').send(script);
    } catch {
      notFound(res);
    }
  });
  router.get('/:name', (req, res) => {
    if (!files.has(req.params.name)) return notFound(res);
    res
      .type(req.params.name)
      .set('Cache-Control', 'no-cache')
      .send(read(`./styles/${req.params.name}`));
  });
  return router;
}

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}

function notFound(res: Response): void {
  res.status(404).type('text/plain').send('Not found');
}
