import { useRef, useState } from 'react';
import type { ProblemDocument } from '#core/contract/problem.ts';
import type { Api, CommandReply } from '../api.ts';
import { createPresses, type Draft } from '../service/presses.ts';

/** What the last press led to, where there is something to say. */
export type News =
  | { kind: 'advanced' | 'ignored' | 'refused'; reason: string }
  | { kind: 'failed'; problem: ProblemDocument; again(): void };

export interface Commands {
  /** True when it was carried out. `place` is where its news are shown; `facts` what the press was about. */
  send(draft: Draft, place: string, facts?: number): Promise<boolean>;
  /** The place of the command on its way. */
  pendingIn: string | null;
  pending: Draft['type'] | null;
  /** The last news of a place. */
  newsIn(place: string): News | null;
}

/** Sends one command at a time; a press while another one is on its way does nothing. */
export function useCommands(
  api: Api,
  onReply: (reply: CommandReply) => void,
  onFailure: () => void,
): Commands {
  const [now, setNow] = useState<{ place: string; type: Draft['type'] } | null>(null);
  const [last, setLast] = useState<{ place: string; news: News } | null>(null);
  const [presses] = useState(() => createPresses());
  const isBusy = useRef(false);
  async function send(draft: Draft, place: string, facts = 0): Promise<boolean> {
    if (isBusy.current) return false;
    isBusy.current = true;
    setNow({ place, type: draft.type });
    setLast(null);
    const commandId = presses.idFor(draft, String(facts));
    const answer = await api.command({ ...draft, commandId });
    isBusy.current = false;
    setNow(null);
    if (!answer.ok) {
      const again = () => void send(draft, place, facts);
      setLast({ place, news: { kind: 'failed', problem: answer.problem, again } });
      onFailure();
      return false;
    }
    presses.answered(draft, String(facts));
    const { outcome, reason } = answer.value;
    if (reason !== null) setLast({ place, news: { kind: outcome, reason } });
    onReply(answer.value);
    return outcome === 'advanced';
  }
  return {
    send,
    pendingIn: now?.place ?? null,
    pending: now?.type ?? null,
    newsIn: (place) => (last?.place === place ? last.news : null),
  };
}
