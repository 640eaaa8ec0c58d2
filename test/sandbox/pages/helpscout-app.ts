import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const lines = ['referrer', 'name', 'query', 'context', 'tags', 'panel', 'styles', 'pressed', 'asked'];
const buttons = ['notify', 'confirm', 'copy', 'open', 'close', 'ask', 'reload'];
const page = `<!DOCTYPE html><html lang="fr"><head><title>App</title>
<script type="module" src="/surfaces/helpscout/assets/app.js"></script></head><body>
${lines.map((id) => `<p id="${id}"></p>`).join('')}${buttons.map((id) => `<button id="${id}">${id}</button>`).join('')}</body></html>`;

/** A service with nothing but a small sidebar app: its page, its script, and an `/api` that tells how it was asked. */
export async function startHelpscoutApp() {
  const script = await scriptOfApp();
  const asked: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = [];
  const server = createServer((req, res) => {
    answer(req, res).catch(() => res.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = req;
    const parts: Buffer[] = [];
    for await (const part of req) parts.push(part);
    asked.push({ method, url, headers, body: Buffer.concat(parts).toString() });
    if (url.startsWith('/surfaces/helpscout/sidebar')) {
      res.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy':
          "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors https://secure.helpscout.net",
        etag: '"same"',
      });
      res.end(page);
    } else if (url === '/surfaces/helpscout/assets/app.js') {
      res.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    } else if (url.startsWith('/api/')) {
      res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ method, url }));
    } else {
      res.writeHead(404).end();
    }
  }

  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function scriptOfApp(): Promise<string> {
  const entry = fileURLToPath(new URL('helpscout-sdk-app.ts', import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: false, lib: { entry, formats: ['es'], fileName: 'app' } },
  });
  const outputs = [built].flat().flatMap((each) => ('output' in each ? each.output : []));
  const chunk = outputs.find((each) => each.type === 'chunk');
  if (!chunk) throw new Error('Vite built no script.');
  return chunk.code;
}
