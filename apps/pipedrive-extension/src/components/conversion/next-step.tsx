import { useTexts } from '../language-context.ts';
import { AskButton, type CardProps } from './ask-button.tsx';
import { conversionTexts } from './texts.ts';

/** The one thing to do now, with all that it will do; nothing while something is waited for. */
export function NextStep(card: CardProps) {
  const texts = useTexts(conversionTexts);
  const { nextStep } = card.conversion;
  if (nextStep === null) return null;
  const { type, label, will, why } = nextStep;
  return (
    <section className="next-step" aria-label={texts.nextStep}>
      <h3>{texts.nextStep}</h3>
      {why !== null && <p className="hint">{why}</p>}
      <AskButton key={type} {...card} type={type} label={label} tone="primary" will={will} />
    </section>
  );
}
