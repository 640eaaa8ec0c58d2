import { useId } from 'react';
import type { Funnel } from '#core/contract/conversion-view.ts';
import { useLanguage, useTexts } from '../../../components/language-context.ts';
import { numberWords } from '../../../language.ts';
import { FiguresTable } from './figures-table.tsx';
import { figuresTexts } from './texts.ts';

/** What each follow-up did, version by version and step by step. */
export function FollowUpFigures({ followUps }: Pick<Funnel, 'followUps'>) {
  const texts = useTexts(figuresTexts);
  const id = useId();
  return (
    <section className="figure" aria-labelledby={id}>
      <h2 id={id}>{texts.followUps}</h2>
      {followUps.length === 0 && <p className="hint">{texts.noFollowUps}</p>}
      {followUps.map((one) => (
        <FollowUp key={`${one.key} ${one.version}`} followUp={one} />
      ))}
    </section>
  );
}

function FollowUp({ followUp }: { followUp: Funnel['followUps'][number] }) {
  const texts = useTexts(figuresTexts);
  const language = useLanguage();
  const { label, version, active, finished, stopped, steps } = followUp;
  const say = (value: number) => numberWords(language, value);
  return (
    <section className="follow-up" aria-label={texts.followUpName(label, version)}>
      <h3>{texts.followUpName(label, version)}</h3>
      <p className="hint">{texts.members(active, finished, stopped)}</p>
      <div className="wide-table">
        <FiguresTable
          caption={texts.followUpName(label, version)}
          head={[texts.followUpStep, texts.done, texts.keptBack, texts.repliedAfter]}
          rows={steps.map(({ position, text, done, keptBack, repliedAfter }) => ({
            key: String(position),
            cells: [text, say(done), say(keptBack), say(repliedAfter)],
          }))}
        />
      </div>
    </section>
  );
}
