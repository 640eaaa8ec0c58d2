import { useEffect, useId, useRef } from 'react';
import type { DecisionChoices } from '#core/contract/request-view.ts';
import { useTexts } from '../language-context.ts';
import { decisionTexts } from './texts.ts';

interface ReasonProps {
  reasons: DecisionChoices['refusalReasons'];
  chosen: string | null;
  /** The form was sent without a reason: the first one takes the focus. */
  isMissing: boolean;
  onChoose(key: string): void;
}

/** The company's reasons, one of which drives the mail, the lost reason and the statistics. */
export function ReasonChoice({ reasons, chosen, isMissing, onChoose }: ReasonProps) {
  const texts = useTexts(decisionTexts);
  const group = useId();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isMissing) first.current?.focus();
  }, [isMissing]);
  return (
    <fieldset aria-describedby={isMissing ? `${group}-problem` : undefined}>
      <legend>{texts.reason}</legend>
      {reasons.map(({ key, label }, place) => (
        <label key={key} className="choice">
          <input
            ref={place === 0 ? first : null}
            type="radio"
            name={group}
            checked={chosen === key}
            onChange={() => onChoose(key)}
          />
          <span>{label}</span>
        </label>
      ))}
      {isMissing && (
        <p className="field-problem" id={`${group}-problem`} role="alert">
          {texts.reasonMissing}
        </p>
      )}
    </fieldset>
  );
}
