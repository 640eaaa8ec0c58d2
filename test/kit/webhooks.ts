import { randomUUID } from 'node:crypto';
import { sandboxSecrets } from '../../services/sandbox/src/secrets.ts';
import type { World } from './start-world.ts';

/** A webhook v2 as tests write it: what matters, the rest is filled in. */
export interface TestWebhook {
  entity: string;
  id: number | string;
  action?: 'create' | 'change' | 'delete';
  data?: unknown;
  previous?: unknown;
  meta?: Record<string, unknown>;
}

/** The body of a webhook (pipedrive.md 3.3). */
export function envelope({ entity, id, action = 'change', data = null, previous = null, meta }: TestWebhook) {
  return {
    data,
    previous,
    meta: {
      action,
      entity,
      entity_id: String(id),
      company_id: String(sandboxSecrets.companyId),
      id: randomUUID(),
      webhook_id: '1',
      timestamp: new Date().toISOString(),
      user_id: '12',
      version: '2.0',
      change_source: 'app',
      ...meta,
    },
  };
}

/** A person of the robot owner, as webhooks write one. */
export function robotPerson(id: number, email: string, changes: object = {}) {
  const now = new Date().toISOString();
  return {
    id,
    name: 'Personne Essai',
    emails: [{ value: email, primary: true }],
    phones: [],
    owner_id: 12,
    org_id: null,
    add_time: now,
    update_time: now,
    ...changes,
  };
}

export interface PostOptions {
  node?: number;
  headers?: Record<string, string>;
}

/** Posts a body (a text as it is, else as JSON) to the webhook door with good credentials. */
export function postWebhook(world: World, body: unknown, { node = 0, headers = {} }: PostOptions = {}) {
  const { webhookUser, webhookPassword } = sandboxSecrets;
  const basic = Buffer.from(`${webhookUser}:${webhookPassword}`).toString('base64');
  return fetch(`${world.nodes[node]?.url}/webhooks/pipedrive`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Basic ${basic}`, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}
