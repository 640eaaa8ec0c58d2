import { useRef, useState } from 'react';
import type { ConversionCommand } from '#core/contract/conversion-commands.ts';
import type { ConversionDetails } from '#core/contract/conversion-view.ts';
import type { ProblemDocument } from '#core/contract/problem.ts';
import type { Api } from '../api.ts';
import { conversionCommand } from '../conversion-calls.ts';
import type { ConversionDraft } from '../live/conversion-draft.ts';
import type { Answer } from '../service/answer.ts';
import type { Outcome } from '../service/command-answer.ts';

/** What the last click led to. */
export type ConversionNews =
  | { kind: 'done'; draft: ConversionDraft; view: ConversionDetails | null }
  | { kind: 'left'; reason: string }
  | { kind: 'failed'; problem: ProblemDocument; again: () => void };

export interface ConversionCommands {
  /** True when it was carried out; false when it was refused, failed, or another one is on its way. */
  send(draft: ConversionDraft): Promise<boolean>;
  /** What is on its way, null when nothing is. */
  pending: ConversionDraft | null;
  news: ConversionNews | null;
  forgetNews(): void;
}

/**
 * Sends one command at a time. The same click sent again after no answer keeps its id, so that it is done once;
 * `onEnd` is called after every answer, for a fresh look.
 */
export function useConversionCommand(api: Api, onEnd: () => void): ConversionCommands {
  const [pending, setPending] = useState<ConversionDraft | null>(null);
  const [news, setNews] = useState<ConversionNews | null>(null);
  const isBusy = useRef(false);
  const unanswered = useRef({ written: '', commandId: '' });
  async function send(draft: ConversionDraft): Promise<boolean> {
    if (isBusy.current) return false;
    isBusy.current = true;
    setPending(draft);
    setNews(null);
    const written = JSON.stringify(draft);
    if (unanswered.current.written !== written) {
      unanswered.current = { written, commandId: crypto.randomUUID() };
    }
    const command: ConversionCommand = { ...draft, commandId: unanswered.current.commandId };
    const answer = await conversionCommand(api, command);
    isBusy.current = false;
    if (answer.ok) unanswered.current = { written: '', commandId: '' };
    setPending(null);
    setNews(newsOf(answer, draft, () => void send(draft)));
    onEnd();
    return answer.ok && answer.value.outcome === 'advanced';
  }
  return { send, pending, news, forgetNews: () => setNews(null) };
}

function newsOf(
  answer: Answer<Outcome<ConversionDetails>>,
  draft: ConversionDraft,
  again: () => void,
): ConversionNews | null {
  if (!answer.ok) return { kind: 'failed', problem: answer.problem, again };
  const { outcome, reason, view } = answer.value;
  if (outcome === 'advanced') return { kind: 'done', draft, view };
  return reason === null ? null : { kind: 'left', reason };
}
