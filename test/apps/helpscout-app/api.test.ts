import { beforeEach, describe, expect, it } from 'vitest';
import { type Api, createApi } from '../../../apps/helpscout-app/src/api.ts';

const url =
  'https://app.example.test/surfaces/helpscout/sidebar?conversation-id=4201&X-HelpScout-Signature=ab';
const quiet = new AbortController().signal;
const command = {
  type: 'undo-decision',
  requestId: '6b2f3c1e-7f0f-4a52-9a7e-1d3a5f0c9b10',
  commandId: '0b8f7c55-5f6e-4d3a-9c2b-7a1e2d3c4b5a',
} as const;

let asked: { path: string; token: string | null; body: unknown; init: RequestInit }[];
let answers: Record<string, () => Response>;
let sessionCount: number;

beforeEach(() => {
  [asked, sessionCount] = [[], 0];
  answers = {
    '/api/sessions': () => Response.json({ token: `token-${++sessionCount}`, locale: 'fr', mayDecide: true }),
    '/api/conversations/4201': () => Response.json({ conversationId: 4201 }),
  };
});

function api(parts: { isOpened?: boolean; localNowMs?: number } = {}): Api {
  return createApi({
    address: parts.isOpened === false ? null : { url, conversationId: 4201 },
    localNowMs: () => parts.localNowMs ?? 0,
    language: () => 'fr',
    async fetch(path, init = {}) {
      const body = typeof init.body === 'string' ? JSON.parse(init.body) : null;
      const token = new Headers(init.headers).get('authorization');
      asked.push({ path: String(path), token, body, init });
      const answer = answers[String(path)];
      if (!answer) throw new TypeError('Failed to fetch');
      return answer();
    },
  });
}

const problem = (status: number) => () => Response.json({ title: 'Refusé', detail: 'Demandez.' }, { status });

describe('the session', () => {
  it('is opened with the signed address, once for all calls, and sends no cookie', async () => {
    const client = api();
    await Promise.all([
      client.conversation(4201, quiet),
      client.openSession(),
      client.conversation(4201, quiet),
    ]);
    expect(sessionCount).toBe(1);
    expect(asked[0]).toMatchObject({ path: '/api/sessions', body: { host: 'helpscout', url }, token: null });
    expect(asked.slice(1).map(({ token }) => token)).toEqual(['Bearer token-1', 'Bearer token-1']);
    expect(asked.every(({ init }) => init.credentials === 'omit')).toBe(true);
  });

  it('is opened again, once and together, when the service has ended it', async () => {
    answers['/api/conversations/4201'] = () =>
      asked.at(-1)?.token === 'Bearer token-1' ? problem(401)() : Response.json({ conversationId: 4201 });
    const client = api();
    const both = await Promise.all([client.conversation(4201, quiet), client.conversation(4201, quiet)]);
    expect(both.map(({ ok }) => ok)).toEqual([true, true]);
    expect(sessionCount).toBe(2);
  });

  it('is not asked for for ever where the service never takes it', async () => {
    answers['/api/conversations/4201'] = problem(401);
    expect(await api().conversation(4201, quiet)).toMatchObject({ ok: false, problem: { title: 'Refusé' } });
    expect(sessionCount).toBe(2);
  });

  it('tells in the service’s words why there is none, and is tried again later', async () => {
    const open = answers['/api/sessions'];
    answers['/api/sessions'] = problem(403);
    const client = api();
    const refused = await client.conversation(4201, quiet);
    expect(refused).toMatchObject({
      ok: false,
      problem: { status: 403, title: 'Refusé', detail: 'Demandez.' },
    });
    if (open) answers['/api/sessions'] = open;
    expect((await client.conversation(4201, quiet)).ok).toBe(true);
  });

  it('is none outside Help Scout: nothing is asked', async () => {
    const session = await api({ isOpened: false }).openSession();
    expect(session).toMatchObject({ problem: { title: 'Ouvrez une conversation dans Help Scout' } });
    expect(asked).toEqual([]);
  });
});

describe('a call', () => {
  it('says that the service does not answer', async () => {
    answers = {};
    const { problem: told } = (await api().openSession()) as { problem: { title: string; status: number } };
    expect(told).toMatchObject({ title: 'Passerelle ne répond pas', status: 0 });
  });

  it('does not take another’s page for an answer', async () => {
    answers['/api/conversations/4201'] = () => new Response('<h1>Portail</h1>', { status: 200 });
    const told = await api().conversation(4201, quiet);
    expect(told).toMatchObject({ ok: false, problem: { title: 'Réponse illisible' } });
  });

  it('takes a refusal that carries its outcome for an answer', async () => {
    const refusal = {
      title: 'Non',
      detail: '…',
      outcome: 'refused',
      reason: 'Seuls les décideurs',
      view: null,
    };
    answers['/api/commands'] = () => Response.json(refusal, { status: 403 });
    expect(await api().command(command)).toMatchObject({
      ok: true,
      value: { reason: 'Seuls les décideurs' },
    });
    expect(asked.at(-1)).toMatchObject({ path: '/api/commands', body: command, token: 'Bearer token-1' });
  });

  it('asks for the mail of a refusal', async () => {
    answers['/api/previews'] = () => Response.json({ to: 'a@example.org' });
    await api().previewRefusal({ requestId: 'r', reason: 'individual' }, quiet);
    expect(asked.at(-1)?.body).toEqual({ type: 'refuse-request', requestId: 'r', reason: 'individual' });
  });
});

describe('the clock', () => {
  const at = Date.parse('2026-11-22T14:00:00Z');
  const dated = () => Response.json({}, { headers: { date: 'Sun, 22 Nov 2026 14:00:00 GMT' } });

  it('is the service’s where the desk’s is wrong', async () => {
    answers['/api/sessions'] = dated;
    const client = api({ localNowMs: at - 3_600_000 });
    await client.openSession();
    expect(Math.abs(client.nowMs() - at)).toBeLessThanOrEqual(500);
  });

  it('is the desk’s where both agree to what a header can say, or nothing is said', async () => {
    answers['/api/sessions'] = dated;
    const client = api({ localNowMs: at + 900 });
    await client.openSession();
    expect(client.nowMs()).toBe(at + 900);
    answers['/api/sessions'] = () => Response.json({});
    const other = api({ localNowMs: 5 });
    await other.openSession();
    expect(other.nowMs()).toBe(5);
  });
});
