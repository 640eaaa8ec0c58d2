import type { Calls } from './calls.ts';
import { orNullWhenMissing } from './calls.ts';
import { given } from './given.ts';
import type { NewWebhook, PipedriveSetup, Webhook } from './port-setup.ts';
import { Anything, exactlyOneOf, wholeListOf } from './schema.ts';
import { WebhookRecord } from './schema-setup.ts';
import type { PipedriveApis } from './sdk.ts';

type WebhookCalls = Pick<PipedriveSetup, 'listWebhooks' | 'createWebhook' | 'deleteWebhook'>;

/** The calls about our subscriptions (pipedrive.md 3.1). */
export function webhookCalls({ rare }: PipedriveApis, calls: Calls): WebhookCalls {
  return {
    async listWebhooks() {
      const send = () => rare.webhooks().getWebhooks();
      return (await calls.run('getWebhooks', send, wholeListOf(WebhookRecord))).data.rows.map(toWebhook);
    },
    async createWebhook(webhook) {
      const body = { AddWebhookRequest: newBody(webhook) };
      const send = () => rare.webhooks().addWebhook(body);
      return toWebhook((await calls.run('addWebhook', send, exactlyOneOf(WebhookRecord))).data);
    },
    async deleteWebhook(id) {
      const send = () => rare.webhooks().deleteWebhook({ id });
      await orNullWhenMissing(calls.run('deleteWebhook', send, Anything));
    },
  };
}

function newBody(webhook: NewWebhook) {
  return {
    event_object: webhook.object,
    event_action: webhook.action,
    subscription_url: webhook.subscriptionUrl,
    name: webhook.name,
    http_auth_user: webhook.user,
    http_auth_password: webhook.password,
    version: '2.0' as const,
    ...given({ user_id: webhook.userId }),
  };
}

function toWebhook(record: WebhookRecord): Webhook {
  return {
    id: record.id,
    object: record.event_object,
    action: record.event_action,
    subscriptionUrl: record.subscription_url,
    name: record.name,
    isActive: record.is_active !== false,
    version: record.version,
    userName: record.http_auth_user,
  };
}
