import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call that was made to it; nested values are JSON texts, as Slack's client sends them. */
export interface SpareCall {
  method: string;
  body: Record<string, string>;
}

/** A server that answers as Slack does with the least that Slack's documents promise, and remembers its calls. */
export interface SpareSlack {
  /** For SLACK_API_URL. */
  apiUrl: string;
  calls: SpareCall[];
  stop(): void;
}

export const spareSecret = 'secret-of-the-spare-app';

/** @param email of whoever presses */
export async function startSpareSlack(email: string): Promise<SpareSlack> {
  const calls: SpareCall[] = [];
  let posted = 0;
  const answers: Record<string, (body: Record<string, string>) => object> = {
    'auth.test': () => ({
      url: 'https://exemple.slack.com/',
      team: 'Exemple',
      team_id: 'T1',
      user_id: 'U0',
      bot_id: 'B0',
    }),
    'chat.postMessage': ({ channel }) => {
      posted += 1;
      return { channel, ts: `1700000000.00000${posted}` };
    },
    'users.info': ({ user }) => ({ user: { id: user, profile: { email } } }),
    'views.open': () => ({ view: { id: 'V1' } }),
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const method = request.url?.split('/').at(-1) ?? '';
    const body = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
    calls.push({ method, body });
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ok: true, ...answers[method]?.(body) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    calls,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Sends an interaction as Slack signs it (slack.md 3). */
export function sendInteraction(serviceUrl: string, payload: object): Promise<Response> {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', spareSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return fetch(`${serviceUrl}/slack/events`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
  });
}
