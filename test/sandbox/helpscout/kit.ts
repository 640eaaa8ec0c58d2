import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { helpscoutIds } from '../../../services/sandbox/src/helpscout/seed-helpscout.ts';
import { webhookEvents } from '../../../services/sandbox/src/helpscout/webhook-events.ts';
import type { Sandbox } from '../../../services/sandbox/src/sandbox.ts';

export const ids = helpscoutIds;

export type Answer = { status: number; headers: Headers; text: string; body: ReturnType<typeof JSON.parse> };

/** Calls of the Mailbox API as the app makes them; each gets a token first unless one is given. */
export function apiOf({ environment }: Sandbox) {
  const base = environment.HELPSCOUT_API_URL ?? '';
  let token: string | undefined;

  async function send(method: string, path: string, body?: unknown, bearer?: string): Promise<Answer> {
    const response = await fetch(`${base}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : null,
    };
  }

  const client = {
    client_id: environment.HELPSCOUT_APP_ID ?? '',
    client_secret: environment.HELPSCOUT_APP_SECRET ?? '',
  };
  /** Asks for a token in a form. */
  const grant = (fields: Record<string, string>) =>
    fetch(`${base}/oauth2/token`, { method: 'POST', body: new URLSearchParams({ ...client, ...fields }) });
  const freshToken = async (): Promise<string> =>
    (await (await grant({ grant_type: 'client_credentials' })).json()).access_token;

  return {
    base,
    client,
    grant,
    freshToken,
    /** Without a token of its own. */
    send,
    /** With one. */
    async call(method: string, path: string, body?: unknown): Promise<Answer> {
      token ??= await freshToken();
      return send(method, path, body, token);
    },
    /** To be called after a reset of the sandbox. */
    forget() {
      token = undefined;
    },
  };
}

export type Received = { event: string; body: string; headers: IncomingHttpHeaders };

/** A listener for webhooks; `answerWith` gives the status of each answer, 200 unless told. */
export async function startListener() {
  const received: Received[] = [];
  let answer = (_received: Received): number => 200;
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    const got = {
      event: String(req.headers['x-helpscout-event']),
      body: Buffer.concat(chunks).toString('utf8'),
      headers: req.headers,
    };
    received.push(got);
    res.writeHead(answer(got)).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    received,
    events: () => received.map(({ event }) => event),
    answerWith(status: (received: Received) => number) {
      answer = status;
    },
    clear() {
      received.length = 0;
      answer = () => 200;
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What POST /webhooks takes. */
export function webhookTo(url: string, given: object = {}) {
  return { url, events: [...webhookEvents], secret: 'asdfasdf', ...given };
}

/** A question that comes in by mail. */
export function mail(given: object = {}) {
  return {
    from: 'Secretariat@Mairie.example.org',
    name: 'Secrétariat Mairie',
    subject: 'Demande de compte admin',
    html: '<p>Bonjour<br>comment faire ?</p>',
    ...given,
  };
}
