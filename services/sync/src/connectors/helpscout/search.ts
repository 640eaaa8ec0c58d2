import type { Calls, DeskCall } from './calls.ts';
import { orNullAfter } from './errors.ts';
import { readPage } from './paging.ts';
import type { Helpscout } from './port.ts';
import { Conversation } from './schema.ts';
import { toConversation } from './translate.ts';

/** Of one customer more is never shown. */
const newestMax = 25;

/**
 * Searching conversations in Help Scout's query language (helpscout.md 2.2). Whether `status=all` goes together with a
 * query is UNVERIFIED: where it is refused, or finds nothing, the search of version 3 is asked, which knows no default
 * status (2.8), and at last the list of active ones. Once a way has found something it alone is asked.
 */
export function searchCalls(
  calls: Calls,
  apiUrl: string,
): Pick<Helpscout, 'conversationsOf' | 'conversationsWith'> {
  const ways = waysOf(apiUrl);
  let proven: Way | null = null;
  const search = async (query: string) => {
    for (const way of proven ? [proven] : ways) {
      const list = { name: 'conversations', row: Conversation, page: 1 };
      const found = await orNullAfter([400, 404], readPage(calls, way(query), list));
      if (!found || found.rows.length === 0) continue;
      proven = way;
      return found.rows.map(toConversation).slice(0, newestMax);
    }
    return [];
  };
  return {
    conversationsOf: (customerId) => search(`(customerIds:${customerId})`),
    conversationsWith: async (emails) =>
      emails.length === 0 ? [] : search(`(${emails.map((email) => `email:${quoted(email)}`).join(' OR ')})`),
  };
}

type Way = (query: string) => Pick<DeskCall, 'path' | 'query'>;

function waysOf(apiUrl: string): Way[] {
  const third = `${apiUrl.replace(/\/v2\/?$/, '')}/v3/conversations/search`;
  const newestFirst = { sortField: 'createdAt', sortOrder: 'desc' };
  return [
    (query) => ({ path: '/conversations', query: { query, status: 'all', ...newestFirst } }),
    (query) => ({ path: third, query: { query } }),
    (query) => ({ path: '/conversations', query: { query, ...newestFirst } }),
  ];
}

/** A phrase of the query language: what somebody typed ends neither the phrase nor the query. */
function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
