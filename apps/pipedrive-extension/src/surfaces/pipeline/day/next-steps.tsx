import { useId } from 'react';
import type { MyDay } from '#core/contract/conversion-view.ts';
import { LinkButton } from '../../../components/button.tsx';
import { useLanguage, useTexts } from '../../../components/language-context.ts';
import { numberWords } from '../../../language.ts';
import { clientName } from '../client-name.ts';
import { pipelineTexts } from '../texts.ts';
import { dayTexts } from './texts.ts';

interface StepsProps {
  items: MyDay['nextSteps'];
  openDeal: ((dealId: number) => void) | null;
}

/** Clients whose next step waits for the reader, who announced no day for it. */
export function NextSteps({ items, openDeal }: StepsProps) {
  const texts = useTexts(dayTexts);
  const { openDeal: openWords } = useTexts(pipelineTexts);
  const language = useLanguage();
  const id = useId();
  if (items.length === 0) return null;
  return (
    <section className="promises" aria-labelledby={id}>
      <h2 id={id}>
        {texts.nextSteps} <span className="count">{numberWords(language, items.length)}</span>
      </h2>
      <ul>
        {items.map(({ conversion, label }) => {
          const { dealId, dealTitle } = conversion;
          return (
            <li key={conversion.id} className="promise">
              <div className="promise-what">
                <strong>
                  <LinkButton
                    label={openWords(dealTitle)}
                    onClick={openDeal && dealId !== null ? () => openDeal(dealId) : null}
                  >
                    {clientName(conversion)}
                  </LinkButton>
                </strong>
                <span>{label}</span>
              </div>
              <div className="promise-when">
                <span className="badges">
                  <span className="badge badge-neutral">{conversion.stepText}</span>
                </span>
                <span className="hint">{texts.inStep(conversion.daysInStep)}</span>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
