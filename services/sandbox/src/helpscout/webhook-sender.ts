import type { Happening, HelpscoutContext } from './helpscout-context.ts';
import type { HelpscoutMemory } from './memory.ts';
import { phpJson } from './php-json.ts';
import type { Webhook } from './records.ts';
import { conversationView } from './views/conversation.ts';
import { link } from './views/links.ts';
import { customerView } from './views/people.ts';
import { createAttempts, type Delivery } from './webhook-attempts.ts';
import { postWebhook } from './webhook-post.ts';

/** A bad habit for one delivery: sent twice, after `ms`, never, after the next one (at most `ms`), or as it was before. */
export type WebhookHabit = { kind: 'duplicate' | 'late' | 'lost' | 'reorder' | 'stale'; ms?: number };

type SenderOptions = {
  memory: HelpscoutMemory;
  changed: () => void;
  /** Asked once for each delivery. */
  habit: () => WebhookHabit | undefined;
  later: (delayMs: number, work: () => Promise<void>) => void;
};

export type WebhookSender = {
  /** Sends what happened to every webhook that wants it; returns before anything is on the wire. */
  send(context: HelpscoutContext, happening: Happening): void;
  /** Sends `helpscout.test` once, whatever the webhook asked for; gives the answer's status. */
  test(webhookId: number): Promise<number | null>;
  /** Forgets what is held back. */
  forget(): void;
};

/** Sends webhooks (helpscout.md 3): the resource itself, no ids, side by side and without any order. */
export function createWebhookSender(options: SenderOptions): WebhookSender {
  const { memory } = options;
  const dispatcher = createDispatcher(options);
  /** What was last told of a resource. */
  const told = new Map<string, string>();
  return {
    send(context, happening) {
      const { path, mailboxId, view } = resourceOf(context, happening);
      const { event } = happening;
      const body = phpJson(view);
      const before = told.get(path);
      told.set(path, body);
      const address = phpJson({ _links: { self: link(context, path) } });
      for (const { id, notification } of memory.webhooks.filter((each) => isWanted(each, event, mailboxId))) {
        dispatcher.dispatch({ webhookId: id, event, body: notification ? address : body }, before);
      }
    },
    async test(webhookId) {
      const webhook = memory.webhooks.find((each) => each.id === webhookId);
      if (!webhook) return null;
      const content = { event: 'helpscout.test', body: phpJson({ id: 1 }) };
      return postWebhook(webhook, content, memory.webhookSettings.timeoutMs);
    },
    forget() {
      dispatcher.forget();
      told.clear();
    },
  };
}

const lateMs = 1000;
const reorderMs = 500;

/** Starts deliveries as the bad habits of the moment have it. */
function createDispatcher({ memory, changed, habit, later }: SenderOptions) {
  const held = new Set<Delivery>();
  const release = (delivery: Delivery): void => {
    if (held.delete(delivery)) start(delivery);
  };
  const start = createAttempts({
    memory,
    changed,
    later,
    tried() {
      for (const each of [...held]) release(each);
    },
  });
  return {
    dispatch(delivery: Delivery, before: string | undefined): void {
      const { kind, ms } = habit() ?? {};
      if (kind === 'lost') return;
      // When something is held already this one overtakes it: two neighbours change places.
      if (kind === 'reorder' && held.size === 0) {
        held.add(delivery);
        later(ms ?? reorderMs, async () => release(delivery));
      } else if (kind === 'late') later(ms ?? lateMs, async () => start(delivery));
      else if (kind === 'stale') start({ ...delivery, body: before ?? delivery.body });
      else start(delivery);
      if (kind === 'duplicate') start(delivery);
    },
    forget: () => held.clear(),
  };
}

function isWanted(webhook: Webhook, event: string, mailboxId: number | null): boolean {
  if (webhook.state !== 'enabled' || !webhook.events.includes(event)) return false;
  return mailboxId === null || webhook.mailboxIds.length === 0 || webhook.mailboxIds.includes(mailboxId);
}

/** What a webhook's body is made of: the resource as the API gives it, of deleted ones the id alone. */
function resourceOf(context: HelpscoutContext, happening: Happening) {
  if ('customer' in happening) {
    const { customer, isGone } = happening;
    const view = isGone ? { id: customer.id } : customerView(context, customer);
    return { path: `/customers/${customer.id}`, mailboxId: null, view };
  }
  const { conversation, isGone } = happening;
  const { id, mailboxId } = conversation;
  const view = isGone ? { id } : conversationView(context, conversation, { isInWebhook: true });
  return { path: `/conversations/${id}`, mailboxId, view };
}
