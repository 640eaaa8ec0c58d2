import { ageWords } from '../../dates.ts';
import { useLanguage, useTexts } from '../language-context.ts';
import { Notice } from '../notice.tsx';
import { AskButton, type CardProps } from './ask-button.tsx';
import { conversionTexts } from './texts.ts';

/** Why nothing goes on, since when, and who is to lift it. */
export function BlockedNotice(card: CardProps) {
  const texts = useTexts(conversionTexts);
  const language = useLanguage();
  const { blocked, nextStep, allowed } = card.conversion;
  if (blocked === null) return null;
  const { reason, note, owner, by, at } = blocked;
  const isOfferedHere = allowed.includes('unblock') && nextStep?.type !== 'unblock';
  return (
    <Notice tone="warning" title={texts.blocked(reason)}>
      {note && <p className="blocked-note">{note}</p>}
      {owner && <p>{texts.blockedOwner(owner)}</p>}
      <p>{texts.blockedBy(by, ageWords(at, card.now, language))}</p>
      {isOfferedHere && (
        <div className="buttons">
          <AskButton {...card} type="unblock" label={texts.ask.unblock} tone="secondary" />
        </div>
      )}
    </Notice>
  );
}
