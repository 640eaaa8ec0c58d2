import { Router } from 'express';
import { z } from 'zod';
import { type Caller, callerOf } from './authentication.ts';
import type { Charge } from './budget.ts';
import type { PipedriveContext } from './context.ts';
import { byId, removeById } from './lookup.ts';
import { scopeMismatch } from './permissions.ts';
import type { PipedriveMemory, Subscription } from './records.ts';
import { Refusal } from './refusal.ts';
import { pathId } from './strict-input.ts';
import { addSubscription, type NewSubscription } from './subscriptions.ts';

const actions = ['create', 'change', 'delete', '*'];
// The newer objects are missing from the official description but exist (pipedrive.md 3.1).
const objects = [
  ...[
    'activity',
    'deal',
    'lead',
    'note',
    'organization',
    'person',
    'pipeline',
    'product',
    'stage',
    'user',
    '*',
  ],
  ...['project', 'task', 'board', 'phase', 'deal_product', 'deal_installment'],
];
const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** HTTPS only, as the vendor demands (3.1); plain HTTP is let through to this machine, else no sandbox could run. */
function reachable(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && loopback.has(hostname));
}

const webhookBody = z.object({
  subscription_url: z.string().refine(reachable, 'invalid or non-reachable URL'),
  event_action: z.string().refine((text) => actions.includes(text), 'invalid value'),
  event_object: z.string().refine((text) => objects.includes(text), 'invalid value'),
  name: z.string().min(1).max(255),
  user_id: z.number().int().positive().optional(),
  http_auth_user: z.string().nullable().optional(),
  http_auth_password: z.string().nullable().optional(),
  version: z.literal('2.0', 'the sandbox sends version 2.0 only').optional(),
});

function webhookRefusal(status: number, errors: Record<string, string[]>): Refusal {
  return new Refusal(status, { status: 'error', success: false, errors });
}

function checked(body: unknown): z.infer<typeof webhookBody> {
  const result = webhookBody.safeParse(body ?? {});
  if (result.success) return result.data;
  const errors = result.error.issues.map((issue) => [issue.path.join('.'), [issue.message]]);
  throw webhookRefusal(400, Object.fromEntries(errors));
}

function webhookView(memory: PipedriveMemory, subscription: Subscription): object {
  const {
    failures: _failures,
    banned_until: _banned,
    last_success_time: _success,
    of_app: _ofApp,
    ...plain
  } = subscription;
  return {
    ...plain,
    company_id: memory.companyId,
    admin_id: subscription.owner_id,
    version: '2.0',
    is_active: 1,
    type: subscription.of_app ? 'application' : 'general',
    remove_time: null,
    remove_reason: null,
  };
}

function isOfApp(caller: Caller): boolean {
  return caller.scopes !== null;
}

function mayRead({ scopes }: Caller, what: string): boolean {
  return scopes === null || scopes.includes(`${what}:read`) || scopes.includes(`${what}:full`);
}

// An app sees only its own; nobody else sees those of an app (pipedrive.md 3.1).
function visibleTo({ subscriptions }: PipedriveMemory, caller: Caller): Subscription[] {
  return subscriptions.filter((each) => each.of_app === isOfApp(caller));
}

function subscribe(memory: PipedriveMemory, caller: Caller, body: unknown, at: Date): Subscription {
  const sent = checked(body);
  // What may not be read is not told either (UNVERIFIED: the vendor says so of no object).
  if (sent.event_object === 'activity' && !mayRead(caller, 'activities')) throw scopeMismatch();
  const mine = visibleTo(memory, caller).filter((each) => each.owner_id === caller.userId);
  if (mine.length >= memory.limits.webhooksPerUser) {
    throw webhookRefusal(422, { subscription_url: ['webhook limit reached'] });
  }
  if (sent.user_id !== undefined && !byId(memory.users, sent.user_id)) {
    throw webhookRefusal(400, { user_id: ['not found'] });
  }
  const { subscription_url, event_action, event_object, name } = sent;
  const wanted: NewSubscription = {
    owner_id: caller.userId,
    user_id: sent.user_id ?? caller.userId,
    subscription_url,
    event_action,
    event_object,
    name,
    of_app: isOfApp(caller),
    http_auth_user: sent.http_auth_user ?? null,
    http_auth_password: sent.http_auth_password ?? null,
  };
  return addSubscription(memory, wanted, at);
}

/** Webhook subscriptions of v1 (pipedrive.md 3.1): list, create, delete, no update. */
export function webhookRoutes(context: PipedriveContext, charge: Charge): Router {
  const { memory, now, changed } = context;
  const router = Router();
  router.get('/webhooks', charge(10), (_request, response) => {
    const data = visibleTo(memory, callerOf(response)).map((each) => webhookView(memory, each));
    response.json({ status: 'ok', success: true, data });
  });
  router.post('/webhooks', charge(10), (request, response) => {
    const subscription = subscribe(memory, callerOf(response), request.body, now());
    changed();
    response.status(201).json({ status: 'ok', success: true, data: webhookView(memory, subscription) });
  });
  router.delete('/webhooks/:id', charge(6), (request, response) => {
    const id = pathId(request.params);
    if (!byId(visibleTo(memory, callerOf(response)), id)) throw webhookRefusal(404, { id: ['not found'] });
    removeById(memory.subscriptions, id);
    changed();
    response.json({ status: 'ok', success: true });
  });
  return router;
}
