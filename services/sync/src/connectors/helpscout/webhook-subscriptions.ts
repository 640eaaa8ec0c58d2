import type { Calls } from './calls.ts';
import { readRows } from './paging.ts';
import type { Helpscout, NewWebhook } from './port.ts';
import { Webhook } from './schema.ts';

type Family = Pick<Helpscout, 'webhooks' | 'createWebhook' | 'replaceWebhook'>;

const path = '/webhooks';

/** Where Help Scout sends what happens (helpscout.md 3). */
export function webhookCalls(calls: Calls): Family {
  return {
    webhooks: () => readRows(calls, { path }, { name: 'webhooks', row: Webhook }),
    createWebhook: async (webhook) => {
      await calls.send({ method: 'post', path, body: subscription(webhook) });
    },
    replaceWebhook: async (id, webhook) => {
      await calls.send({ method: 'put', path: `${path}/${id}`, body: subscription(webhook) });
    },
  };
}

/** Whole each time: a PUT forgets what is left out, the secret too. Without inboxes it hears of all. */
function subscription({ url, events, secret, label }: NewWebhook) {
  return { url, events: [...events], secret, label, payloadVersion: 'V2', notification: false };
}
