import { waitWords } from '../../dates.ts';
import { Button } from '../button.tsx';
import { CountdownRing } from '../countdown-ring.tsx';
import { useLanguage, useTexts } from '../language-context.ts';
import { requestTexts } from '../request/texts.ts';
import type { CardProps } from './ask-button.tsx';
import { undoCountdown } from './view-model.ts';

/** What was done last, and the way back while there is one. */
export function UndoLine({ conversion, choices, asking, now }: CardProps) {
  const texts = useTexts(requestTexts);
  const language = useLanguage();
  const left = undoCountdown(conversion, choices.undoSeconds, now);
  if (left === null || !conversion.allowed.includes('undo-step')) return null;
  return (
    <section className="decision" aria-label={texts.decision}>
      <strong>{conversion.undo?.text}</strong>
      <div className="undo">
        <CountdownRing leftPart={left.leftPart} />
        <span className="undo-left" role="timer">
          {texts.undoLeft(waitWords(left.leftMs, language))}
        </span>
        <Button
          busy={asking.pending?.type === 'undo-step'}
          disabled={asking.pending !== null}
          onClick={() => void asking.send({ type: 'undo-step' })}
        >
          {texts.undo}
        </Button>
      </div>
    </section>
  );
}
