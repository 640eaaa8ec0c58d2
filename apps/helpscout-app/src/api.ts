import type { Command } from '#core/contract/commands.ts';
import type { ConversationCommand } from '#core/contract/conversation-commands.ts';
import type { ConversationAnswer, ConversationView } from '#core/contract/conversation-view.ts';
import type { EnterRequestAnswer } from '#core/contract/enter-request.ts';
import type { CommandAnswer, RefusalPreview } from '#core/contract/request-view.ts';
import type { SessionAnswer } from '#core/contract/session.ts';
import type { SignedAddress } from './host/signed-address.ts';
import { failureProblem } from './service/failures.ts';
import { type Answer, type Call, make, type Wire } from './service/http.ts';
import type { Language } from './words.ts';

/** What a command led to. */
export type CommandReply = CommandAnswer | ConversationAnswer | EnterRequestAnswer;

/** What a refusal's mail would be made from. */
export type RefusalDraft = Omit<Extract<Command, { type: 'refuse-request' }>, 'type' | 'commandId'>;

/** The calls of the service that the sidebar makes. None throws. */
export interface Api {
  openSession(): Promise<Answer<SessionAnswer>>;
  conversation(id: number, signal: AbortSignal): Promise<Answer<ConversationView>>;
  command(command: Command | ConversationCommand): Promise<Answer<CommandReply>>;
  previewRefusal(draft: RefusalDraft, signal: AbortSignal): Promise<Answer<RefusalPreview>>;
  /** The service's time in milliseconds, so that a wrong clock on a desk shortens no countdown. */
  nowMs(): number;
}

export interface ApiParts {
  fetch: typeof fetch;
  localNowMs(): number;
  language(): Language;
  /** Proof of who looks at what; null where Help Scout gave none. */
  address: SignedAddress | null;
}

/** The calls, with a session that lives in memory alone and is opened again, once, when the service ended it. */
export function createApi({ address, ...parts }: ApiParts): Api {
  const clock = createClock();
  const wire: Wire = { ...parts, onDate: clock.learn };
  const sessions = createSessions(async () => {
    if (!address) return { ok: false, problem: failureProblem('not-opened-by-help-scout', wire.language()) };
    return make<SessionAnswer>(wire, {
      path: '/api/sessions',
      body: { host: 'helpscout', url: address.url },
    });
  });
  async function ask<Value>(call: Call, isSecondTry = false): Promise<Answer<Value>> {
    const session = await sessions.current();
    if (!session.ok) return session;
    const { token } = session.value;
    const answer = await make<Value>(wire, { ...call, token });
    if (answer.ok || answer.problem.status !== 401 || isSecondTry) return answer;
    sessions.forget(token);
    return ask(call, true);
  }
  return {
    openSession: sessions.current,
    conversation: (id, signal) => ask({ path: `/api/conversations/${id}`, signal }),
    command: (body) => ask({ path: '/api/commands', body }),
    previewRefusal: (draft, signal) =>
      ask({ path: '/api/previews', body: { type: 'refuse-request', ...draft }, signal }),
    nowMs: () => parts.localNowMs() + clock.aheadMs(),
  };
}

/** One session for all calls; one that could not be opened is tried again by the next call. */
function createSessions(open: () => Promise<Answer<SessionAnswer>>) {
  let opening: Promise<Answer<SessionAnswer>> | null = null;
  let inUse: string | null = null;
  const begin = async () => {
    const session = await open();
    inUse = session.ok ? session.value.token : null;
    if (!session.ok) opening = null;
    return session;
  };
  return {
    current: () => {
      opening ??= begin();
      return opening;
    },
    /** Calls that fail together open one session together. */
    forget(token: string) {
      if (token === inUse) opening = inUse = null;
    },
  };
}

const ownClockIsGoodMs = 2000;

/** How far the service's clock is ahead of the desk's: headers have whole seconds, so little is taken for nothing. */
function createClock() {
  let ahead = 0;
  return {
    aheadMs: () => ahead,
    learn(date: string, localMs: number) {
      const difference = Date.parse(date) + 500 - localMs;
      if (!Number.isNaN(difference)) ahead = Math.abs(difference) > ownClockIsGoodMs ? difference : 0;
    },
  };
}
