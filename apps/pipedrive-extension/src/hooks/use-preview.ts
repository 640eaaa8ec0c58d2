import { useEffect, useState } from 'react';
import type { RefusalPreview } from '#core/contract/request-view.ts';
import type { Api, RefusalDraft } from '../api.ts';
import type { Answer } from '../service/answer.ts';

const debounceMs = 350;

/** The mail that a refusal would send, a moment after the last change; the former one stays until the next is there. */
export function usePreview(api: Api, draft: RefusalDraft | null): Answer<RefusalPreview> | null {
  const [preview, setPreview] = useState<Answer<RefusalPreview> | null>(null);
  const { requestId, reason, note } = draft ?? {};
  useEffect(() => {
    if (requestId === undefined || reason === undefined) return;
    const asking = new AbortController();
    async function ask(wanted: RefusalDraft): Promise<void> {
      const answer = await api.previewRefusal(wanted, asking.signal);
      if (!asking.signal.aborted) setPreview(answer);
    }
    const timer = setTimeout(() => void ask({ requestId, reason, ...(note && { note }) }), debounceMs);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [api, requestId, reason, note]);
  return preview;
}
