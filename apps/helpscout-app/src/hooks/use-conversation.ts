import { useCallback, useEffect, useRef, useState } from 'react';
import type { ConversationView } from '#core/contract/conversation-view.ts';
import type { ProblemDocument } from '#core/contract/problem.ts';
import type { SessionAnswer } from '#core/contract/session.ts';
import type { Api, CommandReply } from '../api.ts';
import { type Poll, startPoll } from '../service/poll.ts';
import { delayMs, newest, withReply } from '../surfaces/conversation-sidebar/view-model.ts';

/** What is known at this moment. */
export interface Known {
  session: SessionAnswer | null;
  view: ConversationView | null;
  /** When the view was confirmed, in the service's milliseconds. */
  seenAtMs: number;
  /** Why the last look failed; what was seen before stays. */
  problem: ProblemDocument | null;
}

export interface Conversation extends Known {
  refresh(): void;
  /** Takes in what a command led to, and looks often for a while: the service is at work now. */
  take(reply: CommandReply): void;
}

const hurryMs = 30_000;
const nothing: Known = { session: null, view: null, seenAtMs: 0, problem: null };

/** The conversation, kept up to date while somebody looks. `id` null: only the session is opened. */
export function useConversation(api: Api, id: number | null): Conversation {
  const [known, setKnown] = useState(nothing);
  const shown = useRef<ConversationView | null>(null);
  const hurriesUntilMs = useRef(0);
  const poll = useRef<Poll | null>(null);
  useEffect(() => {
    const look = async (signal: AbortSignal) => {
      const session = await api.openSession();
      const answer = session.ok && id !== null ? await api.conversation(id, signal) : null;
      if (signal.aborted) return false;
      const problem = session.ok ? (answer?.ok === false ? answer.problem : null) : session.problem;
      if (answer?.ok) shown.current = newest(shown.current, answer.value);
      setKnown((before) => ({
        session: session.ok ? session.value : before.session,
        view: shown.current,
        seenAtMs: answer?.ok ? api.nowMs() : before.seenAtMs,
        problem,
      }));
      return problem === null;
    };
    const asking = startPoll({
      ask: look,
      delayMs: () => delayMs(shown.current, api.nowMs() < hurriesUntilMs.current),
      isLookedAt: () => document.visibilityState === 'visible',
    });
    poll.current = asking;
    document.addEventListener('visibilitychange', asking.now);
    window.addEventListener('online', asking.now);
    return () => {
      document.removeEventListener('visibilitychange', asking.now);
      window.removeEventListener('online', asking.now);
      asking.stop();
    };
  }, [api, id]);
  const refresh = useCallback(() => poll.current?.now(), []);
  const take = useCallback(
    (reply: CommandReply) => {
      if (shown.current) shown.current = withReply(shown.current, reply);
      hurriesUntilMs.current = api.nowMs() + hurryMs;
      setKnown((before) => ({ ...before, view: shown.current }));
      refresh();
    },
    [api, refresh],
  );
  return { ...known, refresh, take };
}
