import { Badge } from '../../../components/badge.tsx';
import { stepBadges } from '../badges.ts';
import { useDesk } from '../view/desk.ts';
import { useWords } from '../words-context.ts';
import { asideTexts } from './texts.ts';

interface MatchChoiceProps {
  chosenId: string | null;
  onChoose(requestId: string): void;
}

/** Several requests that the conversation may be about: all are shown, a person says which one. */
export function MatchChoice({ chosenId, onChoose }: MatchChoiceProps) {
  const { t, language } = useWords(asideTexts);
  const { matches } = useDesk().view;
  return (
    <section className="part">
      <h2>{t('several')}</h2>
      <fieldset className="matches">
        <legend className="hint">{t('which')}</legend>
        {matches.map(({ request, person, isLinked }) => (
          <label key={request.id} className="match">
            <input
              type="radio"
              name="match"
              checked={request.id === chosenId}
              onChange={() => onChoose(request.id)}
            />
            <span>
              <b>{person.name}</b>
              <span className="hint">{request.organization?.name ?? person.emails[0]}</span>
              <Badge status={stepBadges[request.step].status}>
                {stepBadges[request.step].text[language]}
              </Badge>
              {isLinked && <Badge status="neutral">{t('linked')}</Badge>}
            </span>
          </label>
        ))}
      </fieldset>
    </section>
  );
}
