import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const typed = z.object({ value: z.string().nullish() });
/** What Slack sends when something is pressed, chosen or submitted; only what a small app looks at. */
const payload = z.object({
  type: z.string(),
  /** What stood behind a slash command. */
  text: z.string().optional(),
  trigger_id: z.string().optional(),
  user: z.object({ id: z.string() }),
  actions: z.array(z.object({ action_id: z.string() }).loose()).optional(),
  view: z
    .object({
      id: z.string(),
      state: z.object({ values: z.record(z.string(), z.record(z.string(), typed)) }),
    })
    .optional(),
});
export type Sent = z.infer<typeof payload>;

/** Answers what was sent with the body of the acknowledgement; `null` = never acknowledges. */
export type Behaviour = (sent: Sent) => Promise<unknown> | unknown;

/** The least of an app for Slack: a receiver on a port of its own that behaves as told and remembers everything. */
export async function startSlackApp(behave: Behaviour) {
  const received: Sent[] = [];
  const server = createServer((req, res) => {
    textOf(req)
      .then(async (body) => {
        const sent = payload.safeParse(sentIn(new URLSearchParams(body)));
        if (!sent.success) return void res.writeHead(200).end();
        received.push(sent.data);
        const answer = await behave(sent.data);
        if (answer === null) return;
        res.writeHead(200, { 'content-type': 'application/json' });
        res.end(answer === undefined ? '' : JSON.stringify(answer));
      })
      .catch(() => res.writeHead(500).end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Interactions are JSON in a field; the fields of a command stand side by side; events are of no interest here. */
function sentIn(fields: URLSearchParams): unknown {
  if (!fields.has('command')) return JSON.parse(fields.get('payload') ?? '{}');
  return { type: 'slash_command', user: { id: fields.get('user_id') }, text: fields.get('text') };
}

async function textOf(req: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part);
  return Buffer.concat(parts).toString();
}
