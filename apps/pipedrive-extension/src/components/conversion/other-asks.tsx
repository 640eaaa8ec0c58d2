import { useId, useState } from 'react';
import { Icon } from '../icon.tsx';
import { useTexts } from '../language-context.ts';
import { AskButton, type CardProps } from './ask-button.tsx';
import { conversionTexts } from './texts.ts';
import { otherAsks } from './view-model.ts';

/** Everything else that may be done now, folded: the next step stands out. */
export function OtherAsks(card: CardProps) {
  const texts = useTexts(conversionTexts);
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const types = otherAsks(card.conversion);
  if (types.length === 0) return null;
  return (
    <section className="other-asks" aria-label={texts.others}>
      <button
        type="button"
        className="disclosure"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="chevron-right" size={12} />
        {texts.others}
      </button>
      <ul id={id}>
        {isOpen &&
          types.map((type) => (
            <li key={type}>
              <AskButton {...card} type={type} label={texts.ask[type]} tone="quiet" />
            </li>
          ))}
      </ul>
    </section>
  );
}
