import { useCallback, useRef, useState } from 'react';
import type { CommandPreview } from '#core/contract/command-preview.ts';
import type { ProblemDocument } from '#core/contract/problem.ts';
import type { CommandAnswer, RequestDetails } from '#core/contract/request-view.ts';
import type { Api } from '../api.ts';
import { type CommandDraft, commandToSend, type FailedCommand } from '../live/command-draft.ts';
import type { Answer } from '../service/answer.ts';
import { previewCommand } from '../work-calls.ts';

/** What the last click led to, when there is something to say. */
export type CommandNews =
  | { kind: 'ignored' | 'refused'; reason: string }
  | { kind: 'failed'; problem: ProblemDocument; again: () => void };

/** News, and the revision it was about. */
interface DatedNews {
  news: CommandNews;
  revision: number | null;
}

export interface Commands {
  /** True when the command was carried out; false when it was refused, failed, or another one is on its way. */
  send(draft: CommandDraft): Promise<boolean>;
  /** What a command would do, without doing it. */
  preview(draft: CommandDraft, signal: AbortSignal): Promise<Answer<CommandPreview>>;
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
  const [news, setNews] = useState<DatedNews | null>(null);
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
    const told = newsOf(answer, () => void send(draft));
    setNews(told && { news: told, revision });
    if (answer.ok && answer.value.view) onView(answer.value.view);
    onEnd();
    return answer.ok && answer.value.outcome === 'advanced';
  }
  return {
    send,
    preview: useCallback((draft, signal) => previewCommand(api, draft, signal), [api]),
    pending,
    news: isOver(news, revision) ? null : (news?.news ?? null),
    forgetNews: () => setNews(null),
    report: (problem, again) => setNews({ news: { kind: 'failed', problem, again }, revision }),
  };
}

/** A failure is old news once the request moved: the try had arrived after all, or somebody else was faster. */
function isOver(told: DatedNews | null, revision: number | null): boolean {
  return told?.news.kind === 'failed' && told.revision !== revision;
}

function newsOf(answer: Answer<CommandAnswer>, again: () => void): CommandNews | null {
  if (!answer.ok) return { kind: 'failed', problem: answer.problem, again };
  const { outcome, reason } = answer.value;
  return outcome === 'advanced' || reason === null ? null : { kind: outcome, reason };
}
