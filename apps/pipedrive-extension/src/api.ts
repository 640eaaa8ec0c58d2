import type { Command } from '#core/contract/commands.ts';
import type {
  CommandAnswer,
  DecisionChoices,
  PanelView,
  RefusalPreview,
  RequestDetails,
  RequestPage,
} from '#core/contract/request-view.ts';
import type { RequestSort, SortDirection } from '#core/contract/saved-views.ts';
import type { SessionAnswer } from '#core/contract/session.ts';
import { type Answer, answerOf, type Reply } from './service/answer.ts';
import { commandAnswerOf } from './service/command-answer.ts';
import type { ServerClock } from './service/server-clock.ts';
import { createSessions, type SessionParts, type Sessions } from './service/sessions.ts';
import { type Call, exchange } from './service/transport.ts';

/** Which requests a list asks for; `steps` empty means all of them. */
export interface RequestQuery {
  steps: readonly string[];
  text: string;
  cursor: string | null;
  limit: number;
  sort?: RequestSort;
  direction?: SortDirection;
  source?: string;
  /** Pipedrive id of who holds the person. */
  owner?: number;
}

/** What a refusal's mail would be made from. */
export interface RefusalDraft {
  requestId: string;
  reason: string;
  note?: string;
}

/** The calls of the service that surfaces make (interfaces.md section 3). None throws. */
export interface Api {
  openSession(): Promise<Answer<SessionAnswer>>;
  panel(resource: 'deal' | 'person', id: number, signal?: AbortSignal): Promise<Answer<PanelView>>;
  requests(query: RequestQuery, signal?: AbortSignal): Promise<Answer<RequestPage>>;
  request(id: string, signal?: AbortSignal): Promise<Answer<RequestDetails>>;
  choices(signal?: AbortSignal): Promise<Answer<DecisionChoices>>;
  command(command: Command): Promise<Answer<CommandAnswer>>;
  previewRefusal(draft: RefusalDraft, signal?: AbortSignal): Promise<Answer<RefusalPreview>>;
  /** Any other call, with the session: what a few surfaces need has its own file of typed calls. */
  ask<Value>(call: Call): Promise<Answer<Value>>;
  /** The same with the body beside the problem, where an answer such as 409 tells more than its title. */
  reply(call: Call): Promise<Reply>;
  clock: ServerClock;
}

/** The typed calls, with a session that is opened on first use and renewed once when the service answers 401. */
export function createApi(parts: SessionParts): Api {
  const sessions = createSessions(parts);
  const ask = async <Value>(call: Call): Promise<Answer<Value>> =>
    answerOf(await withSession(parts, sessions, call));
  return {
    openSession: () => sessions.current(),
    panel: (resource, id, signal) => ask(withSignal({ path: `/api/${resource}s/${id}` }, signal)),
    requests: (query, signal) => ask(withSignal({ path: `/api/requests?${searchOf(query)}` }, signal)),
    request: (id, signal) => ask(withSignal({ path: `/api/requests/${encodeURIComponent(id)}` }, signal)),
    choices: (signal) => ask(withSignal({ path: '/api/choices' }, signal)),
    command: async (command) =>
      commandAnswerOf(await withSession(parts, sessions, { path: '/api/commands', body: command })),
    previewRefusal: (draft, signal) =>
      ask(withSignal({ path: '/api/previews', body: { type: 'refuse-request', ...draft } }, signal)),
    ask,
    reply: (call) => withSession(parts, sessions, call),
    clock: parts.clock,
  };
}

async function withSession(parts: SessionParts, sessions: Sessions, call: Call): Promise<Reply> {
  const session = await sessions.current();
  if (!session.ok) return { ...session, body: undefined };
  const reply = await exchange(parts, { ...call, token: session.value.token });
  if (reply.ok || reply.problem.status !== 401) return reply;
  const renewed = await sessions.renew(session.value.token);
  if (!renewed.ok) return { ...renewed, body: undefined };
  return exchange(parts, { ...call, token: renewed.value.token });
}

function withSignal(call: Call, signal: AbortSignal | undefined): Call {
  return signal ? { ...call, signal } : call;
}

function searchOf(query: RequestQuery): string {
  const search = new URLSearchParams({ limit: String(query.limit) });
  if (query.steps.length > 0) search.set('step', query.steps.join(','));
  if (query.text) search.set('q', query.text);
  if (query.cursor) search.set('cursor', query.cursor);
  for (const name of ['sort', 'direction', 'source', 'owner'] as const) {
    const value = query[name];
    if (value) search.set(name, String(value));
  }
  return search.toString();
}
