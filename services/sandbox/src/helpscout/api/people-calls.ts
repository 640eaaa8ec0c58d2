import { inboxOf } from '../lookup.ts';
import { agentView, inboxView } from '../views/people.ts';
import type { ApiCall } from './call.ts';
import { sendHal, sendPage } from './hal.ts';
import { HelpscoutError } from './helpscout-error.ts';
import { idIn } from './input.ts';

/** GET /mailboxes. */
export function listInboxes({ context, req, res }: ApiCall): void {
  const all = context.memory.inboxes.map((each) => inboxView(context, each));
  sendPage(req, res, context, { name: 'mailboxes', all });
}

/** GET /mailboxes/{id}. */
export function getInbox({ context, req, res }: ApiCall): void {
  const found = inboxOf(context, idIn(req.params.id));
  if (!found) throw HelpscoutError.notFound();
  sendHal(res, inboxView(context, found));
}

/** GET /users: those whose account is open, one of them by `email`. */
export function listUsers({ context, req, res }: ApiCall): void {
  const { email } = req.query;
  const found = context.memory.agents.filter(
    (each) => each.isActive && (typeof email !== 'string' || each.email === email.toLowerCase()),
  );
  const all = found.map((each) => agentView(context, each));
  sendPage(req, res, context, { name: 'users', all });
}

/** GET /users/me: who the token acts as. */
export function getSelf({ context, res, agent }: ApiCall): void {
  sendHal(res, agentView(context, agent));
}

/** GET /users/{id}; one whose account is closed is not found. */
export function getUser({ context, req, res }: ApiCall): void {
  const id = idIn(req.params.id);
  const found = context.memory.agents.find((each) => each.id === id && each.isActive);
  if (!found) throw HelpscoutError.notFound();
  sendHal(res, agentView(context, found));
}

/** GET /tags, with how many conversations carry each. */
export function listTags({ context, req, res }: ApiCall): void {
  const { tags, conversations } = context.memory;
  const all = tags.map((each) => ({
    ...each,
    ticketCount: conversations.filter((conversation) => conversation.tags.includes(each.name)).length,
  }));
  sendPage(req, res, context, { name: 'tags', all });
}
