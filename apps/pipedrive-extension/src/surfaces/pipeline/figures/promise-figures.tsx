import { useId } from 'react';
import type { Funnel } from '#core/contract/conversion-view.ts';
import { useLanguage, useTexts } from '../../../components/language-context.ts';
import { numberWords } from '../../../language.ts';
import { figuresTexts } from './texts.ts';

const kinds = ['kept', 'late', 'open', 'moot'] as const;

/** What became of the promises of the time. */
export function PromiseFigures({ promises }: { promises: Funnel['promises'] }) {
  const texts = useTexts(figuresTexts);
  const language = useLanguage();
  const id = useId();
  return (
    <section className="figure" aria-labelledby={id}>
      <h2 id={id}>{texts.promises}</h2>
      <p className="hint">{texts.promisesLead}</p>
      <dl className="tiles">
        {kinds.map((kind) => (
          <div key={kind} className={`tile tile-${kind}`}>
            <dt>{texts.promise[kind]}</dt>
            <dd>{numberWords(language, promises[kind])}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
