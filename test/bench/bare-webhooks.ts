/** The least one can do with a webhook: check, parse, one INSERT, answer. Says `{url}`. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import helmet from 'helmet';
import pg from 'pg';
import * as z from 'zod';

const Envelope = z.object({
  meta: z.object({
    id: z.string(),
    action: z.enum(['create', 'change', 'delete']),
    entity: z.string(),
    company_id: z.string(),
    entity_id: z.string(),
  }),
  data: z.record(z.string(), z.unknown()).nullable(),
  previous: z.record(z.string(), z.unknown()).nullable(),
});

const { DATABASE_URL = '', BASIC = '' } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 20 });
await pool.query(
  'create table if not exists bare_deliveries (key text primary key, entity text, body jsonb)',
);

const app = express();
app.use(helmet());
app.use((request, response, next) => {
  if (request.headers.authorization === `Basic ${BASIC}`) return next();
  response.status(401).end();
});
app.use(express.json());
app.post('/webhooks/pipedrive', async (request, response) => {
  const { meta } = Envelope.parse(request.body);
  const values = [meta.id, meta.entity, JSON.stringify(request.body)];
  await pool.query(
    'insert into bare_deliveries (key, entity, body) values ($1, $2, $3) on conflict do nothing',
    values,
  );
  response.json({ received: true });
});
const server = createServer(app);
server.keepAliveTimeout = 65_000;
await once(server.listen(0, '127.0.0.1'), 'listening');
process.stdout.write(
  `${JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })}\n`,
);
