import { useRef, useState } from 'react';
import type { ProblemDocument } from '#core/contract/problem.ts';
import type { CommandAnswer, RequestDetails } from '#core/contract/request-view.ts';
import type { Api } from '../api.ts';
import { type CommandDraft, commandToSend, type FailedCommand } from '../live/command-draft.ts';
import type { Answer } from '../service/answer.ts';

/** What the last click led to, when there is something to say. */
export type CommandNews =
  | { kind: 'ignored' | 'refused'; reason: string }
  | { kind: 'failed'; problem: ProblemDocument; again: () => void };

export interface Commands {
  /** True when the command was carried out; false when it was refused, failed, or another one is on its way. */
  send(draft: CommandDraft): Promise<boolean>;
  /** The command on its way, null when none is. */
  pending: CommandDraft | null;
  news: CommandNews | null;
  forgetNews(): void;
  /** Says that something around a command failed, and how to try it again. */
  report(problem: ProblemDocument, again: () => void): void;
}

export interface CommandParts {
  api: Api;
  /** The revision on screen. */
  revision: number | null;
  onView(view: RequestDetails): void;
  /** Called after every answer, for a fresh look. */
  onEnd(): void;
}

/** Sends one command at a time: a second click while one is on its way does nothing. */
export function useCommands({ api, revision, onView, onEnd }: CommandParts): Commands {
  const [pending, setPending] = useState<CommandDraft | null>(null);
  const [news, setNews] = useState<CommandNews | null>(null);
  const busy = useRef(false);
  const failed = useRef<FailedCommand | null>(null);
  async function send(draft: CommandDraft): Promise<boolean> {
    if (busy.current) return false;
    busy.current = true;
    setPending(draft);
    setNews(null);
    const command = commandToSend(draft, revision, failed.current, () => crypto.randomUUID());
    const answer = await api.command(command);
    busy.current = false;
    failed.current = answer.ok ? null : { command, revision };
    setPending(null);
    setNews(newsOf(answer, () => void send(draft)));
    if (answer.ok && answer.value.view) onView(answer.value.view);
    onEnd();
    return answer.ok && answer.value.outcome === 'advanced';
  }
  return {
    send,
    pending,
    news,
    forgetNews: () => setNews(null),
    report: (problem, again) => setNews({ kind: 'failed', problem, again }),
  };
}

function newsOf(answer: Answer<CommandAnswer>, again: () => void): CommandNews | null {
  if (!answer.ok) return { kind: 'failed', problem: answer.problem, again };
  const { outcome, reason } = answer.value;
  return outcome === 'advanced' || reason === null ? null : { kind: outcome, reason };
}
