import { fullDayWords, shortDayWords } from '../../days.ts';
import { Icon } from '../icon.tsx';
import { useLanguage, useTexts } from '../language-context.ts';
import type { CardProps } from './ask-button.tsx';
import { type PartTexts, partTexts } from './part-texts.ts';
import { PromiseLine } from './promise-line.tsx';
import { sortedPromises } from './view-model.ts';

/** What was announced to the client or is to be done by a day; those that ended are folded. */
export function PromiseList(card: CardProps) {
  const texts = useTexts(partTexts);
  const { open, ended } = sortedPromises(card.conversion.promises);
  if (open.length + ended.length === 0) return null;
  return (
    <section className="part" aria-label={texts.promises}>
      <h3>{texts.promises}</h3>
      {open.length === 0 ? (
        <p className="hint">{texts.noPromise}</p>
      ) : (
        <ul className="part-lines">
          {open.map((promise) => (
            <PromiseLine key={promise.number} {...card} promise={promise} />
          ))}
        </ul>
      )}
      {ended.length > 0 && <Ended ended={ended} />}
    </section>
  );
}

function Ended({ ended }: { ended: ReturnType<typeof sortedPromises>['ended'] }) {
  const texts = useTexts(partTexts);
  const language = useLanguage();
  return (
    <details className="former">
      <summary>
        <Icon name="chevron-right" size={12} />
        {texts.ended(ended.length)}
      </summary>
      <ul>
        {ended.map(({ number, text, dueOn, state, endedBecause }) => (
          <li key={number}>
            {text}{' '}
            <time className="hint" dateTime={dueOn} title={fullDayWords(dueOn, language)}>
              {shortDayWords(dueOn, language)}
            </time>
            <span className="hint former-end">
              {endedWords(state === 'kept' ? texts.endedAs.kept : texts.endedAs.moot, endedBecause, texts)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function endedWords(how: string, because: string | null, texts: PartTexts): string {
  return because === null ? how : texts.endedBecause(how, because);
}
