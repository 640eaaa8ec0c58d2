import { useEffect, useRef, useState } from 'react';
import type { Api } from '../../api.ts';
import { laterPart } from '../../components/later.tsx';
import { useConversation } from '../../hooks/use-conversation.ts';
import { fitHeight } from '../../host/fit-height.ts';
import type { Host } from '../../host/host.ts';
import type { Language } from '../../words.ts';
import { OtherConversation } from './later.ts';
import { PartAway, PartComing } from './part-away.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { LanguageContext, useWords } from './words-context.ts';

/** Its code is on its way while the service is asked for the facts (main.tsx). */
const View = laterPart(async () => (await import('./view/view.tsx')).View, PartComing, PartAway);

interface SidebarProps {
  api: Api;
  host: Host;
  /** The conversation of the signed address; null where there is none yet. */
  conversationId: number | null;
  firstLanguage: Language;
}

/** Everything that stands beside a conversation. */
export function ConversationSidebar({ api, host, conversationId, firstLanguage }: SidebarProps) {
  const { session, view, problem, seenAtMs, refresh, take } = useConversation(api, conversationId);
  const isElsewhere = useOtherConversation(host, conversationId);
  const language = session?.locale ?? firstLanguage;
  const content = useRef<HTMLElement>(null);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => (content.current ? fitHeight(host, content.current) : undefined), [host]);
  const shown = () => {
    if (isElsewhere) return <OtherConversation />;
    if (session && view)
      return <View {...{ api, host, session, view, problem, seenAtMs }} onReply={take} onFailure={refresh} />;
    if (problem) return <ProblemNotice problem={problem} onRetry={refresh} />;
    return session && conversationId === null ? <NoConversation /> : <PartComing />;
  };
  return (
    <LanguageContext value={language}>
      <main ref={content}>{shown()}</main>
    </LanguageContext>
  );
}

/** Whether the page says that it shows another conversation now: the frame and what it was opened with stayed. */
function useOtherConversation(host: Host, conversationId: number | null): boolean {
  const [told, setTold] = useState<number | null>(null);
  useEffect(() => host.onConversation(setTold), [host]);
  return told !== null && conversationId !== null && told !== conversationId;
}

/** There is no conversation yet that facts could be about. */
function NoConversation() {
  const { t } = useWords();
  return <p className="hint">{t('no_conversation')}</p>;
}
