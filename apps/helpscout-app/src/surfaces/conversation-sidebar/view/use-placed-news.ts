import { useEffect, useRef } from 'react';
import type { ConversationView } from '#core/contract/conversation-view.ts';
import type { Host } from '../../../host/host.ts';
import { justPlaced } from '../view-model.ts';
import { useWords } from '../words-context.ts';
import { viewTexts } from './texts.ts';

/** Says in Help Scout's own notifications what became of a reply: the agent's eyes are on the editor by then. */
export function usePlacedNews(host: Host, view: ConversationView | null): void {
  const { t } = useWords(viewTexts);
  const before = useRef<ConversationView | null>(null);
  useEffect(() => {
    if (!view || view === before.current) return;
    for (const { name, state } of justPlaced(before.current, view))
      host.notify(state === 'failed' ? 'error' : 'success', t(`told_${state}`, { name }));
    before.current = view;
  });
}
