import { randomUUID } from 'node:crypto';
import type { ConversationAnswer, ConversationView } from '#core/contract/conversation-view.ts';
import type { SessionAnswer } from '#core/contract/session.ts';
import { deskIds, sidebarUrlOf } from './helpscout-world.ts';
import { eventually, type World } from './start-world.ts';

/** The sidebar of one conversation, opened by an agent: the calls our app makes. */
export interface Sidebar {
  token: string;
  view(): Promise<ConversationView>;
  /** The view, once it looks like that. */
  until(isSo: (view: ConversationView) => unknown, withinMs?: number): Promise<ConversationView>;
  command(command: { type: string; [key: string]: unknown }): Promise<ConversationAnswer>;
  call(path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
}

/** Asks the service for a session with the signed address Help Scout opens the frame with. */
export async function askForSession(world: World, url: string, node = 0) {
  const response = await fetch(`${world.nodes[node]?.url}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ host: 'helpscout', url }),
  });
  return { status: response.status, body: (await response.json()) as SessionAnswer & { detail?: string } };
}

/** Opens the sidebar of a conversation as an agent, on a node. */
export async function openSidebar(
  world: World,
  conversationId: number,
  { userId = deskIds.sales, node = 0 }: { userId?: number; node?: number } = {},
): Promise<Sidebar> {
  const { status, body } = await askForSession(world, sidebarUrlOf(world, conversationId, userId), node);
  if (status !== 200) throw new Error(`The session was refused: ${status} ${JSON.stringify(body)}`);
  const call = async (path: string, sent?: unknown) => {
    const response = await fetch(`${world.nodes[node]?.url}${path}`, {
      method: sent === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${body.token}`, 'content-type': 'application/json' },
      ...(sent !== undefined && { body: JSON.stringify(sent) }),
    });
    return { status: response.status, body: await response.json() };
  };
  const view = async () => {
    const answered = await call(`/api/conversations/${conversationId}`);
    if (answered.status !== 200) throw new Error(`${answered.status}: ${JSON.stringify(answered.body)}`);
    return answered.body as ConversationView;
  };
  return {
    token: body.token,
    call,
    view,
    until: (isSo, withinMs = 20_000) =>
      eventually(async () => {
        const seen = await view();
        return isSo(seen) ? seen : null;
      }, withinMs),
    command: async (command) => {
      const sent = { commandId: randomUUID(), conversationId, ...command };
      return (await call('/api/commands', sent)).body as ConversationAnswer;
    },
  };
}
