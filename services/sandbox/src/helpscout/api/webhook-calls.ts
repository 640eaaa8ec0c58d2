import { z } from 'zod';
import type { HelpscoutContext } from '../helpscout-context.ts';
import { nextId } from '../ids.ts';
import { inboxOf } from '../lookup.ts';
import type { Webhook } from '../records.ts';
import { link } from '../views/links.ts';
import { webhookEvents } from '../webhook-events.ts';
import type { ApiCall } from './call.ts';
import { sendCreated, sendHal, sendPage } from './hal.ts';
import { HelpscoutError } from './helpscout-error.ts';
import { idIn, read } from './input.ts';

const input = z.object({
  url: z.url({ protocol: /^https?$/ }),
  events: z.array(z.enum(webhookEvents)).min(1),
  secret: z.string().min(1).max(40),
  notification: z.boolean().default(false),
  payloadVersion: z.literal('V2').default('V2'),
  label: z.string().max(100).nullish(),
  mailboxIds: z.array(z.int()).default([]),
});

/** GET /webhooks. */
export function listWebhooks({ context, req, res }: ApiCall): void {
  const all = context.memory.webhooks.map((each) => webhookView(context, each));
  sendPage(req, res, context, { name: 'webhooks', all });
}

/** GET /webhooks/{id}. */
export function getWebhook(call: ApiCall): void {
  sendHal(call.res, webhookView(call.context, webhookIn(call)));
}

/** POST /webhooks: 201 with its id; enabled from the start. */
export function createWebhook(call: ApiCall): void {
  const { context, res } = call;
  const added: Webhook = { id: nextId(context), ...contentOf(call) };
  context.memory.webhooks.push(added);
  context.changed();
  sendCreated(res, context, `/webhooks/${added.id}`, added.id);
}

/** PUT replaces everything, the secret too, and enables it again. */
export function putWebhook(call: ApiCall): void {
  Object.assign(webhookIn(call), contentOf(call));
  call.context.changed();
  call.res.status(204).end();
}

/** DELETE /webhooks/{id}. */
export function deleteWebhook(call: ApiCall): void {
  const found = webhookIn(call);
  const { memory } = call.context;
  memory.webhooks = memory.webhooks.filter((each) => each !== found);
  call.context.changed();
  call.res.status(204).end();
}

function contentOf({ context, req }: ApiCall): Omit<Webhook, 'id'> {
  const { payloadVersion: _version, label, ...asked } = read(input, req.body);
  const unknown = asked.mailboxIds.find((id) => !inboxOf(context, id));
  if (unknown !== undefined) throw HelpscoutError.invalid('mailboxIds', 'does not exist', unknown);
  return { ...asked, label: label ?? null, state: 'enabled', droppedCount: 0 };
}

/** The secret is answered in clear (helpscout.md 3). */
function webhookView(context: HelpscoutContext, { droppedCount: _count, label, ...fields }: Webhook) {
  return {
    ...fields,
    payloadVersion: 'V2',
    ...(label === null ? {} : { label }),
    _links: { self: link(context, `/webhooks/${fields.id}`) },
  };
}

function webhookIn({ context, req }: ApiCall): Webhook {
  const id = idIn(req.params.id);
  const found = context.memory.webhooks.find((each) => each.id === id);
  if (!found) throw HelpscoutError.notFound();
  return found;
}
