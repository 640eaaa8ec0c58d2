/**
 * Stand-ins that answer at once and remember nothing but counts: says `{url, smtpUrl}`. With LATENCY_MS each answer takes
 * that long; with REMEMBERS they know what was done, and tell it under /done.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSmtpSink } from './smtp-sink.ts';
import { createVendorMemory } from './vendor-memory.ts';
import { companyId, emailOf, records } from './webhook-bodies.ts';

const { person, deal, robotUserId, staffUserId } = records;
const extension = 'urn:ietf:params:scim:schemas:extension:account:2.0:User';
const latencyMs = Number(process.env.LATENCY_MS ?? 0);
const memory = process.env.REMEMBERS ? createVendorMemory() : null;
const counts: Record<string, number> = {};
const headers = { 'content-type': 'application/json', 'x-ratelimit-limit': '1000000' };

const users = [
  { id: robotUserId, name: 'Robot', email: 'robot@example.org', active_flag: true },
  {
    id: staffUserId,
    name: 'Équipe vente',
    email: 'vente@example.org',
    active_flag: true,
    access: [{ app: 'global', admin: true }],
  },
];
const pipelines = ['Organismes', 'Suspects', 'Organismes refusés'].map((name, index) => ({
  id: index + 1,
  name,
  order_nr: index,
}));
const stages = ['Demande', 'Compte créé', 'Refusés'].map((name, index) => ({
  id: index + 1,
  name,
  pipeline_id: index + 1,
  order_nr: index,
}));

/** Slack's methods, by their names; whatever is posted gets a place of its own. */
let posted = 0;
const slackAnswers: Record<string, () => object> = {
  'auth.test': () => ({
    url: 'https://bench.slack.com/',
    team: 'Bench',
    team_id: 'T0BENCH',
    user_id: 'U0BOT',
    bot_id: 'B0BENCH',
    user: 'passerelle',
  }),
  'users.info': () => ({
    user: {
      id: 'U0BENCH',
      team_id: 'T0BENCH',
      name: 'vente',
      is_email_confirmed: true,
      locale: 'fr-FR',
      tz: 'Europe/Paris',
      profile: { email: 'vente@example.org', real_name: 'Équipe vente' },
    },
  }),
  'chat.postMessage': () => ({ channel: 'C0BENCH', ts: `1700000000.${String(posted++).padStart(6, '0')}` }),
  'conversations.info': () => ({
    channel: { id: 'C0BENCH', name: 'bench', is_member: true, is_private: true },
  }),
  'conversations.history': () => ({ messages: [], has_more: false }),
  'views.open': () => ({ view: { id: 'V1BENCH', hash: '1.1' } }),
  'views.publish': () => ({ view: { id: 'V0BENCH', hash: '1.1' } }),
};

type Answer = (id: string, body: Record<string, unknown>, query: URLSearchParams) => unknown;
const list =
  (data: unknown): Answer =>
  () => ({ success: true, data, additional_data: { next_cursor: null } });
const one = (data: unknown) => ({ success: true, data });

/** Method and path, with `*` for an id. */
const answers: Record<string, Answer> = {
  'GET /v1/users': list(users),
  'GET /v1/users/me': () => one({ ...users[0], company_id: Number(companyId) }),
  'GET /api/v2/pipelines': list(pipelines),
  'GET /api/v2/stages': list(stages),
  'GET /api/v2/persons': list([]),
  'GET /api/v2/deals': list([]),
  'GET /api/v2/persons/*': (id) => one(recordOf('person', person(Number(id), robotUserId))),
  'PATCH /api/v2/persons/*': (id, body) => one(changed('person', person(Number(id), robotUserId), body)),
  'GET /api/v2/deals/*': (id) => one(recordOf('deal', deal(Number(id), robotUserId, 1))),
  'PATCH /api/v2/deals/*': (id, body) => one(changed('deal', deal(Number(id), robotUserId, 1), body)),
  'GET /scim/v2/Users': (_id, _body, query) => accountsFound(query.get('filter') ?? ''),
  'POST /scim/v2/Users': (_id, { userName, externalId }) => {
    memory?.created(String(userName), externalId);
    return account(String(userName), externalId);
  },
  'GET /scim/v2/Users/*': (id) =>
    account(emailOf(Number(id)), memory?.accountOf(emailOf(Number(id)))?.externalId),
};

function recordOf<T extends { id: number }>(kind: string, fresh: T): T {
  return memory?.record(kind, fresh) ?? fresh;
}

function changed<T extends { id: number }>(kind: string, fresh: T, body: object): T {
  memory?.changed(kind, String(fresh.id), body);
  return { ...recordOf(kind, fresh), ...body };
}

function accountsFound(filter: string) {
  const found = memory?.accountBy(filter);
  const Resources = found ? [account(found.userName, found.externalId)] : [];
  return { totalResults: Resources.length, startIndex: 1, itemsPerPage: Resources.length, Resources };
}

function account(userName: string, externalId: unknown) {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', extension],
    id: /\d+/.exec(userName)?.[0] ?? '0',
    userName,
    ...(externalId ? { externalId } : {}),
    active: true,
    emails: [{ value: userName, primary: true }],
    [extension]: {
      state: 'invited',
      activationLink: `https://accounts.example.org/activate/${userName}`,
      activationExpiresAt: '2030-01-01T00:00:00Z',
    },
  };
}

function routeOf({ method = '', url = '' }: IncomingMessage): { route: string; id: string } {
  const path = url.replace(/\?.*$/, '');
  const [, parent = path, id = ''] = /^(.*)\/(\d+)$/.exec(path) ?? [];
  return { route: `${method} ${parent}${id && '/*'}`, id };
}

function queryOf({ url = '' }: IncomingMessage): URLSearchParams {
  return new URLSearchParams(url.split('?')[1]);
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString());
}

const smtp = createSmtpSink((address) => {
  counts.mail = (counts.mail ?? 0) + 1;
  memory?.mailed(address);
}, latencyMs);
async function answerTo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { route, id } = routeOf(request);
  if (route === 'GET /counts') return void response.writeHead(200, headers).end(JSON.stringify(counts));
  if (route === 'GET /done') return void response.writeHead(200, headers).end(JSON.stringify(memory?.done()));
  if (latencyMs > 0) await sleep(latencyMs);
  const slackMethod = /^POST \/api\/([a-zA-Z]+\.[a-zA-Z]+)$/.exec(route)?.[1];
  if (slackMethod !== undefined) {
    counts[slackMethod] = (counts[slackMethod] ?? 0) + 1;
    request.resume();
    const said = { ok: true, ...slackAnswers[slackMethod]?.() };
    return void response.writeHead(200, headers).end(JSON.stringify(said));
  }
  if (route.startsWith('POST /actions/')) {
    counts.told = (counts.told ?? 0) + 1;
    request.resume();
    return void response.writeHead(200, headers).end('ok');
  }
  const answer = answers[route];
  counts[route] = (counts[route] ?? 0) + 1;
  const body = await bodyOf(request);
  const status = answer === undefined ? 404 : route.startsWith('POST') ? 201 : 200;
  response.writeHead(status, headers).end(JSON.stringify(answer?.(id, body, queryOf(request)) ?? {}));
}

const server = createServer((request, response) => {
  answerTo(request, response).catch((error: NodeJS.ErrnoException) => {
    // Whoever asked was killed before all was said.
    if (error.code !== 'ECONNRESET') throw error;
  });
});
server.keepAliveTimeout = 60_000;
await Promise.all([
  once(server.listen(0, '127.0.0.1'), 'listening'),
  once(smtp.listen(0, '127.0.0.1'), 'listening'),
]);
const portOf = (address: unknown) => (address as AddressInfo).port;
const said = {
  url: `http://127.0.0.1:${portOf(server.address())}`,
  smtpUrl: `smtp://127.0.0.1:${portOf(smtp.address())}`,
};
process.stdout.write(`${JSON.stringify(said)}\n`);
