import { useRef, useState } from 'react';
import type { EnterRequestAnswer } from '#core/contract/enter-request.ts';
import type { ProblemDocument } from '#core/contract/problem.ts';
import type { Api } from '../../api.ts';
import { enterRequest } from '../../work-calls.ts';
import { type EntryForm, entryOf } from './view-model.ts';

/** Why a form that was sent is not a request: the service refused it, or could not be reached. */
export type EntryNews = { kind: 'refused'; reason: string } | { kind: 'failed'; problem: ProblemDocument };

export interface EntrySending {
  /** The answer when the request was taken; null when it was not, with `news` saying why. */
  send(form: EntryForm): Promise<EnterRequestAnswer | null>;
  isBusy: boolean;
  news: EntryNews | null;
}

/** Sends a form. The same form sent again keeps its id, so that one click too many enters one request. */
export function useEntry(api: Api): EntrySending {
  const [isBusy, setBusy] = useState(false);
  const [news, setNews] = useState<EntryNews | null>(null);
  const last = useRef({ written: '', commandId: '' });
  async function send(form: EntryForm): Promise<EnterRequestAnswer | null> {
    if (isBusy) return null;
    const entry = entryOf(form);
    const written = JSON.stringify(entry);
    if (last.current.written !== written) last.current = { written, commandId: crypto.randomUUID() };
    setBusy(true);
    const answer = await enterRequest(api, { ...entry, commandId: last.current.commandId });
    setBusy(false);
    setNews(newsOf(answer));
    return answer.ok && answer.value.outcome !== 'refused' ? answer.value : null;
  }
  return { send, isBusy, news };
}

function newsOf(answer: Awaited<ReturnType<typeof enterRequest>>): EntryNews | null {
  if (!answer.ok) return { kind: 'failed', problem: answer.problem };
  const { outcome, reason } = answer.value;
  return outcome === 'refused' ? { kind: 'refused', reason: reason ?? '' } : null;
}
