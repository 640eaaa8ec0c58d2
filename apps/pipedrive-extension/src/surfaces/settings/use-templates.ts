import { useCallback } from 'react';
import type { TemplateView } from '#core/contract/templates-view.ts';
import { useAnswer } from '../../hooks/use-answer.ts';
import type { Answer } from '../../service/answer.ts';
import type { SettingsApi } from './settings-api.ts';

/** The texts of the mails as they are saved; read again when the revision of the settings grows. */
export function useTemplates(
  api: SettingsApi,
  revision: number,
): { answer: Answer<{ items: TemplateView[] }> | null; retry(): void } {
  const ask = useCallback((signal: AbortSignal) => templatesOf(api, revision, signal), [api, revision]);
  return useAnswer(ask);
}

function templatesOf(api: SettingsApi, _revision: number, signal: AbortSignal) {
  return api.templates(signal);
}
