import type { Arriving, MailArrived } from '../../services/sandbox/src/helpscout/act-arrive.ts';
import type {
  Conversation,
  MailSent,
  Thread,
  Webhook,
} from '../../services/sandbox/src/helpscout/records.ts';
import { helpscoutIds } from '../../services/sandbox/src/helpscout/seed-helpscout.ts';
import { eventually, type World } from './start-world.ts';

/** The ids of the sandbox's Help Scout. */
export const deskIds = helpscoutIds;

/** A question about an account comes in by mail; whatever is told overrides what usually stands there. */
export function mailArrives({ sandbox }: World, overrides: Partial<Arriving> = {}): MailArrived {
  return sandbox.helpscout.acts.mailArrives({
    from: 'secretariat@mairie.example.org',
    name: 'Secrétariat Mairie',
    subject: 'Demande de compte admin',
    html: '<p>Bonjour, comment obtenir un compte administrateur ?</p>',
    ...overrides,
  });
}

/** A conversation as Help Scout remembers it. */
export function conversationOf({ sandbox }: World, conversationId: number): Conversation {
  const found = sandbox.helpscout.memory.conversations.find(({ id }) => id === conversationId);
  if (!found) throw new Error(`Help Scout has no conversation ${conversationId}.`);
  return found;
}

/** Every entry of a conversation, oldest first. */
export function threadsIn({ sandbox }: World, conversationId: number): Thread[] {
  return sandbox.helpscout.memory.threads.filter((each) => each.conversationId === conversationId);
}

/** The replies nobody has sent yet, oldest first. */
export function draftsIn(world: World, conversationId: number): Thread[] {
  return threadsIn(world, conversationId).filter(
    ({ type, state }) => type === 'message' && state === 'draft',
  );
}

/** The first draft in a conversation, once there is one. */
export function draftIn(world: World, conversationId: number, withinMs = 20_000): Promise<Thread> {
  return eventually(() => draftsIn(world, conversationId)[0], withinMs);
}

/** The internal notes, oldest first. */
export function notesIn(world: World, conversationId: number): Thread[] {
  return threadsIn(world, conversationId).filter(({ type }) => type === 'note');
}

/** The mails that left to customers, of one conversation if told, oldest first. */
export function mailsSentBy({ sandbox }: World, conversationId?: number): MailSent[] {
  return sandbox.helpscout.memory.mailsSent.filter(
    (each) => conversationId === undefined || each.conversationId === conversationId,
  );
}

/** What Help Scout keeps about a customer, by the slugs of the properties. */
export function propertiesOf({ sandbox }: World, customerId: number): Record<string, string> {
  return sandbox.helpscout.memory.customers.find(({ id }) => id === customerId)?.properties ?? {};
}

/** The service's webhook, once it is registered. */
export function deskWebhook({ sandbox }: World, withinMs = 20_000): Promise<Webhook> {
  return eventually(
    () => sandbox.helpscout.memory.webhooks.find(({ url }) => url.endsWith('/webhooks/helpscout')),
    withinMs,
  );
}

/** Registers a webhook to the first node by hand, as an administrator of Help Scout would. */
export function addDeskWebhook(
  { sandbox, nodes, environment }: World,
  given: Partial<Webhook> = {},
): Webhook {
  const added: Webhook = {
    id: 901,
    url: `${nodes[0]?.url}/webhooks/helpscout`,
    events: [
      'convo.created',
      'convo.assigned',
      'convo.status',
      'convo.tags',
      'convo.moved',
      'convo.merged',
      'convo.deleted',
      'convo.customer.reply.created',
      'convo.agent.reply.created',
      'convo.note.created',
      'customer.created',
      'customer.updated',
      'customer.deleted',
    ],
    secret: environment.HELPSCOUT_WEBHOOK_SECRET ?? '',
    state: 'enabled',
    notification: false,
    label: 'Passerelle',
    mailboxIds: [],
    droppedCount: 0,
    ...given,
  };
  sandbox.helpscout.memory.webhooks.push(added);
  return added;
}

/** The address with which Help Scout opens the sidebar of a conversation, on the first node. */
export function sidebarUrlOf(
  { sandbox, nodes }: World,
  conversationId: number,
  userId: number = deskIds.sales,
): string {
  return sandbox.helpscout.acts.sidebarUrl({ conversationId, userId, base: nodes[0]?.url ?? '' });
}
