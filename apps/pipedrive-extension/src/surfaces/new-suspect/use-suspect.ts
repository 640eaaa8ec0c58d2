import { useRef, useState } from 'react';
import type { CreateSuspect } from '#core/contract/conversion-commands.ts';
import type { ConversionAnswer } from '#core/contract/conversion-view.ts';
import type { ProblemDocument } from '#core/contract/problem.ts';
import type { Api } from '../../api.ts';
import type { Answer } from '../../service/answer.ts';
import { createSuspect } from '../../suspect-calls.ts';

type NewSuspect = Omit<CreateSuspect, 'commandId'>;

/** Why a form that was sent is no suspect: the service refused it, or could not be reached. */
export type SuspectNews =
  | { kind: 'refused'; reason: string; suspect: string; matches: NonNullable<ConversionAnswer['matches']> }
  | { kind: 'failed'; problem: ProblemDocument };

export interface SuspectSending {
  /** The answer when the suspect was taken; null when it was not, with `news` saying why. */
  send(suspect: NewSuspect): Promise<ConversionAnswer | null>;
  /** Whether this very suspect was refused because of others that may be the same. */
  isSeenAlready(suspect: NewSuspect): boolean;
  isBusy: boolean;
  news: SuspectNews | null;
}

/** Sends a form. The same form sent again keeps its id, so that one click too many enters one suspect. */
export function useSuspect(api: Api): SuspectSending {
  const [isBusy, setBusy] = useState(false);
  const [news, setNews] = useState<SuspectNews | null>(null);
  const last = useRef({ written: '', commandId: '' });
  async function send(suspect: NewSuspect): Promise<ConversionAnswer | null> {
    if (isBusy) return null;
    const written = JSON.stringify(suspect);
    if (last.current.written !== written) last.current = { written, commandId: crypto.randomUUID() };
    setBusy(true);
    const answer = await createSuspect(api, { ...suspect, commandId: last.current.commandId });
    setBusy(false);
    setNews(newsOf(answer, seenAs(suspect)));
    // A refusal is an answer to this very form: asked again, it is looked at again.
    if (answer.ok && answer.value.outcome === 'refused') last.current = { written: '', commandId: '' };
    return answer.ok && answer.value.outcome !== 'refused' ? answer.value : null;
  }
  const isSeenAlready = (suspect: NewSuspect) =>
    news?.kind === 'refused' && news.matches.length > 0 && news.suspect === seenAs(suspect);
  return { send, isSeenAlready, isBusy, news };
}

/** Insisting makes no other suspect of it. */
function seenAs(suspect: NewSuspect): string {
  return JSON.stringify({ ...suspect, isNew: false });
}

function newsOf(answer: Answer<ConversionAnswer>, suspect: string): SuspectNews | null {
  if (!answer.ok) return { kind: 'failed', problem: answer.problem };
  const { outcome, reason, matches = [] } = answer.value;
  return outcome === 'refused' ? { kind: 'refused', reason: reason ?? '', suspect, matches } : null;
}
