import { useState } from 'react';
import { DayField } from '../../day-field.tsx';
import { useTexts } from '../../language-context.ts';
import { type DayProblem, dayProblem } from '../view-model.ts';
import { FormFrame, type FormProps } from './form-frame.tsx';
import { formTexts } from './texts.ts';

interface DayFormProps extends Omit<FormProps, 'onSend' | 'foresee'> {
  type: 'book-presentation' | 'plan-go-live' | 'move-promise';
  /** The day there is already; null when there is none. */
  before: string | null;
  /** Tells what the day would do. */
  foresee?: FormProps['foresee'];
  onDay(day: string): void;
}

/** One day, today or to come. */
export function DayForm({ type, before, choices, foresee, onDay, ...frame }: DayFormProps) {
  const texts = useTexts(formTexts);
  const [day, setDay] = useState(before ?? '');
  const [problem, setProblem] = useState<DayProblem | null>(null);
  const isComplete = dayProblem(day, choices.today, before) === null;
  const ask = isComplete && type !== 'move-promise' ? { type, day } : null;
  return (
    <FormFrame
      {...frame}
      {...(foresee && { foreseen: { ask, foresee } })}
      onSubmit={() => {
        const wrong = dayProblem(day, choices.today, before);
        setProblem(wrong);
        if (wrong === null) onDay(day);
      }}
    >
      <DayField
        label={texts.day[type]}
        value={day}
        min={choices.today}
        problem={problem && texts.dayProblem[problem]}
        startsFocused
        onChange={(next) => {
          setProblem(null);
          setDay(next);
        }}
      />
    </FormFrame>
  );
}
