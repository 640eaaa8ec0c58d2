import { useEffect, useRef } from 'react';
import type { ConversationMatch } from '#core/contract/conversation-view.ts';
import { Badge } from '../../../components/badge.tsx';
import { Button } from '../../../components/button.tsx';
import { Notice } from '../../../components/notice.tsx';
import { Section } from '../../../components/section.tsx';
import { stepBadges, verdictBadges } from '../badges.ts';
import { Journal, RequestProgress } from '../later.ts';
import { hasProgress, mayLink, showsVerdict } from '../view-model.ts';
import { useWords } from '../words-context.ts';
import { useDesk } from './desk.ts';
import { NewsOf } from './notices.tsx';
import { RequestActions } from './request-actions.tsx';
import { RequestFacts } from './request-facts.tsx';
import { viewTexts } from './texts.ts';

/** One person and their request: what is known, what may be done, what was done. */
export function RequestCard({ match }: { match: ConversationMatch }) {
  const { t, language } = useWords(viewTexts);
  const { request, person } = match;
  const step = stepBadges[request.step];
  const card = useFocusKept(`${request.step} ${request.allowedCommands.join()}`);
  return (
    <article className="part" ref={card} tabIndex={-1} aria-label={person.name}>
      <h2>{person.name}</h2>
      <p className="badges" aria-live="polite">
        <Badge status={step.status}>{step.text[language]}</Badge>
        {request.priority && <Badge status="warning">{t('priority')}</Badge>}
      </p>
      <Link match={match} />
      {request.shadow && <Notice status="info" title={t('shadow')} />}
      {showsVerdict(request) && <Verdict match={match} />}
      <RequestFacts match={match} />
      {hasProgress(request) && <RequestProgress request={request} />}
      <NewsOf place={request.id} />
      <RequestActions request={request} account={match.account} />
      {request.journal.length > 0 && (
        <Section title={t('journal', { count: request.journal.length })}>
          <Journal lines={request.journal} />
        </Section>
      )}
    </article>
  );
}

/** Where nothing tells it for certain, a person says that the conversation is about this request. */
function Link({ match }: { match: ConversationMatch }) {
  const { t } = useWords(viewTexts);
  const { view, commands } = useDesk();
  if (!mayLink(view, match)) return null;
  const { conversationId } = view;
  const requestId = match.request.id;
  return (
    <Button
      size="xs"
      isBusy={commands.pending === 'link-conversation'}
      onPress={() => void commands.send({ type: 'link-conversation', conversationId, requestId }, requestId)}
    >
      {t('link')}
    </Button>
  );
}

/** What was found out: the verdict, why, and what is worth a look. */
function Verdict({ match: { request } }: { match: ConversationMatch }) {
  const { t, language } = useWords(viewTexts);
  const verdict = verdictBadges[request.verdict];
  return (
    <div className="verdict">
      <Badge status={verdict.status}>{verdict.text[language]}</Badge>
      <Lines lines={request.reasons} />
      {request.warnings.length > 0 && (
        <>
          <h3>{t('warnings')}</h3>
          <Lines lines={request.warnings} />
        </>
      )}
    </div>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <ul className="bullets">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** Where the button with the focus went away with a change, the focus stays in the card. */
function useFocusKept(whatIsOffered: string) {
  const card = useRef<HTMLElement>(null);
  const offered = useRef(whatIsOffered);
  useEffect(() => {
    const isChanged = offered.current !== whatIsOffered;
    offered.current = whatIsOffered;
    const isLost = document.hasFocus() && document.activeElement === document.body;
    if (isChanged && isLost) card.current?.focus({ preventScroll: true });
  });
  return card;
}
