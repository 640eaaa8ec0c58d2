import { randomUUID } from 'node:crypto';
import type { ConversationView } from '#core/contract/conversation-view.ts';
import { deskIds, sidebarUrlOf } from './helpscout-world.ts';
import type { World } from './start-world.ts';

/** What a door answered. */
export interface Answered {
  status: number;
  body: Record<string, unknown>;
  headers: Headers;
}

/** Posts to the first node as a browser would. */
export async function ask(
  { nodes }: World,
  path: string,
  { body, token, headers = {} }: { body?: unknown; token?: string; headers?: Record<string, string> } = {},
): Promise<Answered> {
  const response = await fetch(`${nodes[0]?.url}${path}`, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
  });
  const answer = response.headers.get('content-type')?.includes('json') ? await response.json() : {};
  return { status: response.status, body: answer as Record<string, unknown>, headers: response.headers };
}

/** Exchanges the address that a sidebar was opened with. */
export function openSidebar(
  world: World,
  url: string,
  headers: Record<string, string> = {},
): Promise<Answered> {
  return ask(world, '/api/sessions', { body: { host: 'helpscout', url }, headers });
}

/** An agent beside one conversation, with a session of their own. */
export async function besideConversation(
  world: World,
  conversationId: number,
  userId: number = deskIds.sales,
) {
  const opened = await openSidebar(world, sidebarUrlOf(world, conversationId, userId));
  const token = String(opened.body.token);
  const get = (path: string) => ask(world, path, { token });
  return {
    token,
    name: (opened.body.staff as { name: string }).name,
    get,
    view: async () => {
      const { status, body } = await get(`/api/conversations/${conversationId}`);
      if (status !== 200) throw new Error(`The sidebar was answered ${status}: ${JSON.stringify(body)}`);
      return body as unknown as ConversationView;
    },
    command: (command: { type: string; [key: string]: unknown }) =>
      ask(world, '/api/commands', { token, body: { commandId: randomUUID(), conversationId, ...command } }),
  };
}
