import type { ProcessPicture } from '#core/contract/conversion-view.ts';
import { Icon } from '../../../components/icon.tsx';
import { useLanguage, useTexts } from '../../../components/language-context.ts';
import { numberWords } from '../../../language.ts';
import type { Drawing } from './geometry.ts';
import { processTexts } from './texts.ts';

interface BoxProps {
  step: ProcessPicture['steps'][number];
  place: Drawing['boxes'][number] | undefined;
  isVertical: boolean;
  isChosen: boolean;
  onChoose(): void;
  /** Whether the step is looked at, with the mouse or with the focus. */
  onPoint(isPointed: boolean): void;
}

/** A step of the process: how many stand there, how many are late or blocked. */
export function StepBox({ step, place, isVertical, isChosen, onChoose, onPoint }: BoxProps) {
  const texts = useTexts(processTexts);
  const language = useLanguage();
  const { label, count, lateCount, blockedCount } = step;
  return (
    <button
      type="button"
      className={isVertical ? 'step-box step-box-wide' : 'step-box'}
      style={place}
      data-step={step.key}
      title={texts.marks(lateCount, blockedCount)}
      aria-pressed={isChosen}
      onClick={onChoose}
      onMouseEnter={() => onPoint(true)}
      onMouseLeave={() => onPoint(false)}
      onFocus={() => onPoint(true)}
      onBlur={() => onPoint(false)}
    >
      <span className="step-name">{label}</span>
      <span className="step-count">
        {numberWords(language, count)} <span className="visually-hidden">{texts.customers(count)}</span>
      </span>
      <span className="step-marks">
        {lateCount > 0 && (
          <span className="badge badge-danger">
            <Icon name="clock" size={12} /> {numberWords(language, lateCount)}{' '}
            <span className="visually-hidden">{texts.lateBy}</span>
          </span>
        )}
        {blockedCount > 0 && (
          <span className="badge badge-warning">
            <Icon name="lock" size={12} /> {numberWords(language, blockedCount)}{' '}
            <span className="visually-hidden">{texts.blocked(blockedCount)}</span>
          </span>
        )}
      </span>
    </button>
  );
}
