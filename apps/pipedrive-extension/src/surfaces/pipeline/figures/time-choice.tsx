import { type ReactNode, useState } from 'react';
import type { ConversionChoices } from '#core/contract/conversion-view.ts';
import { DayField } from '../../../components/day-field.tsx';
import { useTexts } from '../../../components/language-context.ts';
import { OwnerPick } from '../owner-pick.tsx';
import type { Place } from '../use-address.ts';
import { timeOf, type UsualTime, usualTime, usualTimeOf, usualTimes } from '../view-model.ts';
import { figuresTexts } from './texts.ts';

interface ChoiceProps {
  place: Place;
  choices: ConversionChoices;
  children: ReactNode;
}

/** Which time the figures are about, and whose customers. */
export function TimeChoice({ place, choices, children }: ChoiceProps) {
  const texts = useTexts(figuresTexts);
  const { today } = choices;
  const time = timeOf(place.state, today);
  const chosen = usualTimeOf(time, today);
  return (
    <div className="figures-choice">
      <fieldset className="filters">
        <legend className="visually-hidden">{texts.period}</legend>
        {(Object.keys(usualTimes) as UsualTime[]).map((name) => (
          <button
            key={name}
            type="button"
            className="filter"
            aria-pressed={name === chosen}
            onClick={() => place.go(usualTime(name, today))}
          >
            {texts.usual[name]}
          </button>
        ))}
      </fieldset>
      <div className="tools">
        <Days key={`${time.from} ${time.to}`} time={time} today={today} onChange={place.go} />
        <OwnerPick place={place} choices={choices} />
        {children}
      </div>
    </div>
  );
}

interface Time {
  from: string;
  to: string;
}

/** Both days; a time that ends before it begins is said, and not asked for. */
function Days({ time, today, onChange }: { time: Time; today: string; onChange(time: Time): void }) {
  const texts = useTexts(figuresTexts);
  const [typed, setTyped] = useState(time);
  const isBackwards = typed.from !== '' && typed.to !== '' && typed.from > typed.to;
  const change = (next: Time) => {
    setTyped(next);
    if (next.from !== '' && next.to !== '' && next.from <= next.to) onChange(next);
  };
  return (
    <div className="days">
      <DayField
        label={texts.from}
        value={typed.from}
        max={today}
        onChange={(from) => change({ ...typed, from })}
      />
      <DayField
        label={texts.to}
        value={typed.to}
        max={today}
        problem={isBackwards ? texts.backwards : null}
        onChange={(to) => change({ ...typed, to })}
      />
    </div>
  );
}
