import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addSubscription } from '../../../services/sandbox/src/pipedrive/subscriptions.ts';
import type { Sandbox } from '../../../services/sandbox/src/sandbox.ts';

interface Envelope {
  meta: { id: string; action: string; entity: string; entity_id: string; change_source: string };
}

/** A second listener to the CRM's webhooks, which is never killed: it sees each effective change once. */
export interface CrmObserver {
  /** How many changes of a record the service made through the API. */
  count(entity: 'deal' | 'person', action: 'create' | 'change' | 'delete', id: number): number;
  stop(): Promise<void>;
}

/** Subscribes to everything the sandbox tells. */
export async function observeCrm(sandbox: Sandbox): Promise<CrmObserver> {
  const events = new Map<string, Envelope['meta']>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { meta } = JSON.parse(Buffer.concat(chunks).toString()) as Envelope;
      events.set(meta.id, meta);
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const wanted = {
    owner_id: 1,
    user_id: 1,
    event_action: '*',
    event_object: '*',
    subscription_url: `http://127.0.0.1:${port}/`,
    name: 'Observer',
    http_auth_user: null,
    http_auth_password: null,
  };
  addSubscription(sandbox.pipedrive, wanted, new Date());
  return {
    count: (entity, action, id) =>
      [...events.values()].filter(
        (meta) =>
          meta.change_source === 'api' &&
          meta.entity === entity &&
          meta.action === action &&
          meta.entity_id === String(id),
      ).length,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
