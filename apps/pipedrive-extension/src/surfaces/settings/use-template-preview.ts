import { useEffect, useState } from 'react';
import type { TemplatePreview } from '#core/contract/templates-view.ts';
import type { Answer } from '../../service/answer.ts';
import type { SettingsApi, TemplateDraft } from './settings-api.ts';

const debounceMs = 400;

/** The mail with the examples or a deal filled in, a moment after the last key; the former one stays until the next is there. */
export function useTemplatePreview(api: SettingsApi, draft: TemplateDraft): Answer<TemplatePreview> | null {
  const [preview, setPreview] = useState<Answer<TemplatePreview> | null>(null);
  const { key, language, subject, text, html, dealId } = draft;
  useEffect(() => {
    const asking = new AbortController();
    async function ask(): Promise<void> {
      const answer = await api.preview({ key, language, subject, text, html, dealId }, asking.signal);
      if (!asking.signal.aborted) setPreview(answer);
    }
    const timer = setTimeout(() => void ask(), debounceMs);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [api, key, language, subject, text, html, dealId]);
  return preview;
}
