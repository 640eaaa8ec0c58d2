import type { Endpoint } from './call.ts';
import {
  createConversation,
  deleteConversation,
  getConversation,
  patchConversation,
  putTags,
} from './conversation-calls.ts';
import { listConversations } from './conversation-list.ts';
import { createCustomer, deleteCustomer, getCustomer, listCustomers } from './customer-calls.ts';
import { getInbox, getSelf, getUser, listInboxes, listTags, listUsers } from './people-calls.ts';
import { createDefinition, listDefinitions, patchProperties } from './property-calls.ts';
import {
  createSavedReply,
  deleteSavedReply,
  getSavedReply,
  listSavedReplies,
  putSavedReply,
} from './saved-reply-calls.ts';
import { deleteSchedule, publishScheduled, putSchedule } from './schedule-calls.ts';
import {
  getAttachmentData,
  getAttachmentFile,
  listThreads,
  patchThread,
  postThread,
} from './thread-calls.ts';
import { createWebhook, deleteWebhook, getWebhook, listWebhooks, putWebhook } from './webhook-calls.ts';

type Route = ['get' | 'post' | 'put' | 'patch' | 'delete', path: string, Endpoint];

const conversation = '/conversations/:id';
const thread = `${conversation}/threads/:tid`;
const savedReplies = '/mailboxes/:id/saved-replies';

/** The one call of version 3 that is here. */
export const searchPath = '/helpscout/v3/conversations/search';

/** Every call of version 2 that this stand-in knows (helpscout.md 2). */
export const endpoints: Route[] = [
  ['get', '/mailboxes', listInboxes],
  ['get', '/mailboxes/:id', getInbox],
  ['get', savedReplies, listSavedReplies],
  ['post', savedReplies, createSavedReply],
  ['get', `${savedReplies}/:rid`, getSavedReply],
  ['put', `${savedReplies}/:rid`, putSavedReply],
  ['delete', `${savedReplies}/:rid`, deleteSavedReply],
  ['get', '/users', listUsers],
  ['get', '/users/me', getSelf],
  ['get', '/users/:id', getUser],
  ['get', '/tags', listTags],
  ['get', '/conversations', listConversations],
  ['post', '/conversations', createConversation],
  ['get', conversation, getConversation],
  ['patch', conversation, patchConversation],
  ['delete', conversation, deleteConversation],
  ['put', `${conversation}/tags`, putTags],
  ['get', `${conversation}/threads`, listThreads],
  ['post', `${conversation}/reply`, postThread('reply')],
  ['post', `${conversation}/notes`, postThread('note')],
  ['post', `${conversation}/customer`, postThread('customer')],
  ['patch', thread, patchThread],
  ['put', `${thread}/schedule`, putSchedule],
  ['patch', `${thread}/schedule`, publishScheduled],
  ['delete', `${thread}/schedule`, deleteSchedule],
  ['get', `${conversation}/attachments/:aid/data`, getAttachmentData],
  ['get', `${conversation}/attachments/:aid/file`, getAttachmentFile],
  ['get', '/customers', listCustomers],
  ['post', '/customers', createCustomer],
  ['get', '/customers/:id', getCustomer],
  ['delete', '/customers/:id', deleteCustomer],
  ['patch', '/customers/:id/properties', patchProperties],
  ['get', '/customer-properties', listDefinitions],
  ['post', '/customer-properties', createDefinition],
  ['get', '/webhooks', listWebhooks],
  ['post', '/webhooks', createWebhook],
  ['get', '/webhooks/:id', getWebhook],
  ['put', '/webhooks/:id', putWebhook],
  ['delete', '/webhooks/:id', deleteWebhook],
];
