import { beforeEach, describe, expect, it } from 'vitest';
import { type Api, createApi } from '../../../apps/pipedrive-extension/src/api.ts';
import { createServerClock } from '../../../apps/pipedrive-extension/src/service/server-clock.ts';

interface Sent {
  method: string;
  path: string;
  token: string | null;
  body: unknown;
  credentials: string | undefined;
}

type Handler = (sent: Sent) => Response | Promise<Response>;

let sent: Sent[];
let handlers: Record<string, Handler>;
let signed: number;

beforeEach(() => {
  [sent, signed] = [[], 0];
  handlers = {
    '/api/sessions': () =>
      json({ token: `session-${count('/api/sessions')}`, locale: 'fr', mayDecide: true }),
  };
});

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const count = (path: string) => sent.filter((call) => call.path === path).length;

function api(
  firstToken: string | null = null,
  signedToken: (() => Promise<string>) | null = async () => `signed-${++signed}`,
): Api {
  const localNowMs = () => 0;
  return createApi({
    firstToken,
    signedToken,
    localNowMs,
    clock: createServerClock(localNowMs),
    language: () => 'fr',
    async fetch(path, init) {
      const headers = new Headers(init?.headers);
      const call = {
        method: init?.method ?? 'GET',
        path: String(path),
        token: headers.get('authorization'),
        body: typeof init?.body === 'string' ? JSON.parse(init.body) : null,
        credentials: init?.credentials,
      };
      sent.push(call);
      const handler = handlers[call.path.replace(/\?.*/, '')];
      if (!handler) throw new TypeError('Failed to fetch');
      return handler(call);
    },
  });
}

describe('sessions', () => {
  it('opens one with the address’s token and uses it for every call', async () => {
    handlers['/api/choices'] = () => json({ targets: [] });
    const client = api('from-address');
    await Promise.all([client.choices(), client.choices()]);
    expect(count('/api/sessions')).toBe(1);
    expect(sent[0]?.body).toEqual({ host: 'pipedrive', token: 'from-address' });
    expect(sent.at(-1)?.token).toBe('Bearer session-1');
  });

  it('asks the host for a fresh proof when that of the address is refused', async () => {
    const fresh = handlers['/api/sessions'] as Handler;
    handlers['/api/sessions'] = (call) =>
      (call.body as { token: string }).token === 'stale' ? json({ title: 'Expiré' }, 401) : fresh(call);
    expect((await api('stale').openSession()).ok).toBe(true);
    expect(signed).toBe(1);
  });

  it('renews once on 401, together for all calls, and repeats them', async () => {
    handlers['/api/choices'] = ({ token }) =>
      token === 'Bearer session-1' ? json({ title: 'Session finie' }, 401) : json({ targets: [] });
    const client = api('from-address');
    const answers = await Promise.all([client.choices(), client.choices()]);
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(count('/api/sessions')).toBe(2);
    expect(sent.filter(({ path }) => path === '/api/sessions').at(-1)?.body).toMatchObject({
      token: 'signed-1',
    });
  });

  it('gives up after one renewal', async () => {
    handlers['/api/choices'] = () => json({ title: 'Jamais' }, 401);
    expect(await api('from-address').choices()).toMatchObject({
      ok: false,
      problem: { title: 'Jamais', status: 401 },
    });
    expect(count('/api/choices')).toBe(2);
  });

  it('says that the host is silent when it gives no proof', async () => {
    const answer = await api(null, () => Promise.reject(new Error('silent'))).openSession();
    expect(answer).toMatchObject({ ok: false, problem: { title: 'Pipedrive ne répond pas' } });
  });

  it('outside the host opens one with the cookie of the sign-in, which no other call sends', async () => {
    handlers['/api/choices'] = () => json({ targets: [] });
    expect(await api(null, null).choices()).toMatchObject({ ok: true });
    expect(sent.map(({ path, body, credentials }) => [path, body, credentials])).toEqual([
      ['/api/sessions', { host: 'browser' }, 'same-origin'],
      ['/api/choices', null, 'omit'],
    ]);
  });

  it('outside the host says that nobody is signed in, and never that Pipedrive is silent', async () => {
    handlers['/api/sessions'] = () => json({ title: 'Session expirée' }, 401);
    const answer = await api(null, null).openSession();
    expect(answer).toMatchObject({ ok: false, problem: { type: 'urn:passerelle:signed-out', status: 401 } });
  });

  it('can be opened again after a failure', async () => {
    const fresh = handlers['/api/sessions'] as Handler;
    handlers['/api/sessions'] = () => json({}, 503);
    const client = api();
    expect((await client.openSession()).ok).toBe(false);
    handlers['/api/sessions'] = fresh;
    expect((await client.openSession()).ok).toBe(true);
  });
});

describe('problems', () => {
  it.each([
    ['a proxy’s page', () => new Response('<html>', { status: 502 }), 'Passerelle est injoignable'],
    ['an empty error', () => new Response('', { status: 500 }), 'Passerelle a rencontré une erreur'],
    ['a success that is no JSON', () => new Response('<html>'), 'Passerelle a rencontré une erreur'],
    ['a missing record', () => new Response('', { status: 404 }), 'Cette demande est introuvable'],
    ['the service’s own words', () => json({ title: 'Fermé', status: 503 }, 503), 'Fermé'],
  ])('puts %s into words', async (_case, handler, title) => {
    handlers['/api/requests/r'] = handler;
    expect(await api('t').request('r')).toMatchObject({ ok: false, problem: { title } });
  });

  it('puts a broken connection into words', async () => {
    expect(await api('t').choices()).toMatchObject({
      ok: false,
      problem: { title: 'Passerelle est injoignable' },
    });
  });
});

describe('calls', () => {
  it('asks for a page with its filter, search and cursor', async () => {
    handlers['/api/requests'] = () => json({ items: [], nextCursor: null, counts: {} });
    await api('t').requests({ steps: ['pending', 'incomplete'], text: 'a&b', cursor: 'c=', limit: 25 });
    const { searchParams } = new URL(sent.at(-1)?.path ?? '', 'http://localhost');
    expect(Object.fromEntries(searchParams)).toEqual({
      limit: '25',
      step: 'pending,incomplete',
      q: 'a&b',
      cursor: 'c=',
    });
  });

  it('asks for an order and for less when that is wanted', async () => {
    handlers['/api/requests'] = () => json({ items: [], nextCursor: null, counts: {} });
    const narrowed = { sort: 'name', direction: 'asc', source: 'phone', owner: 21 } as const;
    await api('t').requests({ steps: [], text: '', cursor: null, limit: 25, ...narrowed });
    const { searchParams } = new URL(sent.at(-1)?.path ?? '', 'http://localhost');
    expect(Object.fromEntries(searchParams)).toEqual({
      limit: '25',
      sort: 'name',
      direction: 'asc',
      source: 'phone',
      owner: '21',
    });
  });

  it('removes by its method, and takes an empty answer for one', async () => {
    handlers['/api/views/v'] = () => new Response(null, { status: 204 });
    expect(await api('t').ask({ path: '/api/views/v', method: 'DELETE' })).toEqual({ ok: true, value: null });
    expect(sent.at(-1)).toMatchObject({ method: 'DELETE', body: null });
  });

  it('names the panel’s record in the path', async () => {
    handlers['/api/persons/42'] = () => json({ request: null, choices: {} });
    expect((await api('t').panel('person', 42)).ok).toBe(true);
  });

  it('takes a 403 that carries the outcome for an answer', async () => {
    handlers['/api/commands'] = () =>
      json({ title: 'Interdit', status: 403, detail: 'Non.', outcome: 'refused', reason: 'Pas vous.' }, 403);
    const command = { type: 'undo-decision', requestId: 'r', commandId: 'c' } as const;
    expect(await api('t').command(command)).toEqual({
      ok: true,
      value: { outcome: 'refused', reason: 'Pas vous.', view: null },
    });
  });

  it('takes any other 403 for a problem', async () => {
    handlers['/api/commands'] = () => json({ title: 'Interdit', status: 403 }, 403);
    const command = { type: 'undo-decision', requestId: 'r', commandId: 'c' } as const;
    expect(await api('t').command(command)).toMatchObject({ ok: false, problem: { title: 'Interdit' } });
  });
});
