import { readFileSync } from 'node:fs';
import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import { stripTypeScriptTypes } from 'node:module';
import { closeServer, listen } from '../http-server.ts';

export type FrameServer = {
  /** Where our app is framed from, without a slash at the end. */
  url: string;
  stop(): Promise<void>;
};

export type FrameServerOptions = {
  host: string;
  /** Where the app really is. */
  serviceUrl: () => string;
  /** The page that frames it. */
  pageUrl: () => string;
};

const script = '/sandbox-frame.js';
const forwarded = /^\/(?:surfaces\/helpscout|api)\//;
const ofTheLine = new Set(['connection', 'keep-alive', 'transfer-encoding']);
/** What is asked for is always sent whole and as it is: a page is changed on its way. */
const notAsked = new Set([...ofTheLine, 'host', 'accept-encoding', 'if-none-match', 'if-modified-since']);

/**
 * Lets our sidebar app run in a page on loopback. The vendor's SDK talks to `https://secure.helpscout.net` alone, which
 * no page of this machine is (helpscout.md 4.5): this server passes the app on as the service sends it, with one script
 * more at the head of its pages that plays the vendor's address, and with the sandbox's page as the only one that may
 * frame it. Query strings go through as they came, since their order is signed.
 */
export async function startFrameServer(options: FrameServerOptions): Promise<FrameServer> {
  const server = createServer((req, res) => {
    const path = req.url ?? '/';
    if (path === script) sendScript(res);
    else if (forwarded.test(path)) forward(req, res, options);
    else res.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
  });
  return { url: await listen(server, 0, options.host), stop: () => closeServer(server) };
}

let frameScript: string | undefined;

function sendScript(res: ServerResponse): void {
  const source = new URL('../pages/browser/helpscout-frame.ts', import.meta.url);
  frameScript ??= stripTypeScriptTypes(readFileSync(source, 'utf8'));
  res.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-cache' }).end(frameScript);
}

function forward(req: IncomingMessage, res: ServerResponse, options: FrameServerOptions): void {
  const service = new URL(options.serviceUrl());
  const send = service.protocol === 'https:' ? httpsRequest : httpRequest;
  const asked = { method: req.method, path: req.url, headers: headersOf(req.headers, notAsked) };
  const upstream = send({ hostname: service.hostname, port: service.port, ...asked }, (answer) => {
    const isPage = answer.headers['content-type']?.startsWith('text/html') === true;
    if (isPage) sendPage(answer, res, options).catch(() => res.destroy());
    else answer.pipe(res.writeHead(answer.statusCode ?? 502, headersOf(answer.headers, ofTheLine)));
  });
  upstream.on('error', () => {
    if (res.headersSent) res.destroy();
    else res.writeHead(502, { 'content-type': 'text/plain' }).end(`${service.origin} does not answer.`);
  });
  res.on('close', () => upstream.destroy());
  req.pipe(upstream);
}

async function sendPage(
  answer: IncomingMessage,
  res: ServerResponse,
  options: FrameServerOptions,
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part);
  const { origin } = new URL(options.pageUrl());
  const tag = `<script src="${script}" data-page="${origin}"></script>`;
  const page = Buffer.concat(parts)
    .toString()
    .replace(/<head(?:\s[^>]*)?>/i, (head) => head + tag);
  const headers = headersOf(answer.headers, new Set([...ofTheLine, 'content-length', 'etag']));
  const policy = headers['content-security-policy'];
  if (typeof policy === 'string') headers['content-security-policy'] = framedBy(policy, origin);
  res.writeHead(answer.statusCode ?? 502, headers).end(page);
}

function framedBy(policy: string, origin: string): string {
  return policy.replace(/frame-ancestors [^;]*/, `frame-ancestors ${origin}`);
}

function headersOf(headers: IncomingHttpHeaders, without: ReadonlySet<string>): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !without.has(name)));
}
