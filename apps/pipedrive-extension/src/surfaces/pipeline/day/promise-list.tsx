import { useId } from 'react';
import type { DayItem } from '#core/contract/conversion-view.ts';
import { useLanguage, useTexts } from '../../../components/language-context.ts';
import type { ConversionCommands } from '../../../hooks/use-conversion-command.ts';
import { numberWords } from '../../../language.ts';
import { PromiseRow } from './promise-row.tsx';
import { dayTexts } from './texts.ts';

interface ListProps {
  group: 'late' | 'dueToday' | 'soon';
  items: readonly DayItem[];
  /** YYYY-MM-DD in the company's time zone. */
  today: string;
  commands: ConversionCommands;
  openDeal: ((dealId: number) => void) | null;
}

/** The promises of one kind of day; nothing where there are none. */
export function PromiseList({ group, items, ...rest }: ListProps) {
  const texts = useTexts(dayTexts);
  const language = useLanguage();
  const id = useId();
  if (items.length === 0) return null;
  return (
    <section className={`promises promises-${group}`} aria-labelledby={id}>
      <h2 id={id}>
        {texts.group[group]} <span className="count">{numberWords(language, items.length)}</span>
      </h2>
      <ul>
        {items.map((item) => (
          <PromiseRow key={`${item.conversionId} ${item.promise.number}`} item={item} {...rest} />
        ))}
      </ul>
    </section>
  );
}
