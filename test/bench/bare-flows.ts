/** The same vendor calls in the same order, with axios and nodemailer, and nothing kept. Says `{url}`. */
import { once } from 'node:events';
import { Agent, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import axios from 'axios';
import express from 'express';
import { createTransport } from 'nodemailer';

const { VENDORS_URL = '', SMTP_URL = '' } = process.env;
const http = axios.create({ baseURL: VENDORS_URL, httpAgent: new Agent({ keepAlive: true }) });
const mails = createTransport({ pool: true, url: SMTP_URL, maxConnections: 8 });
const ownerId = 21;
const text = 'Bonjour, votre compte administrateur est créé. '.repeat(20);

interface Webhook {
  meta: { entity: string };
  data: { emails?: { value: string }[] };
}

const search = (attribute: string, value: string) =>
  http.get(`/scim/v2/Users?filter=${encodeURIComponent(`${attribute} eq "${value}"`)}`);

async function accept(id: number, email: string): Promise<void> {
  await http.get(`/api/v2/persons/${id}`);
  await search('externalId', `request-${id}`);
  await search('userName', email);
  await search('emails.value', email);
  const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User'];
  const created = await http.post('/scim/v2/Users', {
    schemas,
    userName: email,
    externalId: `request-${id}`,
  });
  await http.get(`/api/v2/deals/${id}`);
  await http.patch(`/api/v2/deals/${id}`, { owner_id: ownerId, pipeline_id: 2, stage_id: 2, status: 'open' });
  await http.patch(`/api/v2/persons/${id}`, { owner_id: ownerId });
  const account = await http.get(`/scim/v2/Users/${created.data.id}`);
  await mails.sendMail({
    from: 'Passerelle <bonjour@example.org>',
    to: email,
    subject: 'Votre compte administrateur',
    text: `${text}${JSON.stringify(account.data)}`,
    html: `<p>${text}</p>`,
  });
}

const app = express();
app.use(express.json());
app.post('/webhooks/pipedrive', async (request, response) => {
  const { meta, data } = request.body as Webhook;
  response.json({ received: true });
  const email = meta.entity === 'person' ? data.emails?.[0]?.value : undefined;
  if (email === undefined) return;
  await search('userName', email);
  await search('emails.value', email);
});
app.post('/accept', async (request, response) => {
  await accept(request.body.id, request.body.email);
  response.json({ outcome: 'advanced' });
});
const server = createServer(app);
server.keepAliveTimeout = 65_000;
await once(server.listen(0, '127.0.0.1'), 'listening');
process.stdout.write(
  `${JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })}\n`,
);
