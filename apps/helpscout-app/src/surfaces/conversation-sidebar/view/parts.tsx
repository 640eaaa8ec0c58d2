import { useState } from 'react';
import { Section } from '../../../components/section.tsx';
import { EarlierConversations, EffectList, MatchChoice } from '../later.ts';
import { chosenMatch, mayOpenRequest, unfinished } from '../view-model.ts';
import { useWords } from '../words-context.ts';
import { AnswerClock } from './answer-clock.tsx';
import { useDesk } from './desk.ts';
import { OpenRequestDoor } from './open-request-door.tsx';
import { RequestCard } from './request-card.tsx';
import { SavedReplies } from './saved-replies.tsx';
import { viewTexts } from './texts.ts';
import { Unknown } from './unknown.tsx';

/** Whose conversation it is, what they ask for, what to answer, and what else they wrote. */
export function Parts() {
  const { t } = useWords(viewTexts);
  const { view } = useDesk();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const match = chosenMatch(view.matches, chosenId);
  const running = unfinished(view.effects);
  return (
    <>
      <AnswerClock />
      {view.matches.length === 0 && <Unknown />}
      {view.matches.length > 1 && <MatchChoice chosenId={match?.request.id ?? null} onChoose={setChosenId} />}
      {match && <RequestCard key={match.request.id} match={match} />}
      {mayOpenRequest(view.matches) && <OpenRequestDoor />}
      <SavedReplies />
      {running.length > 0 && (
        <section className="part">
          <h2>{t('effects')}</h2>
          <EffectList effects={running} place="conversation" />
        </section>
      )}
      {view.earlier.length > 0 && (
        <Section title={t('earlier', { count: view.earlier.length })}>
          <EarlierConversations />
        </Section>
      )}
    </>
  );
}
