import type { ProcessPicture } from '#core/contract/conversion-view.ts';
import { useTexts } from '../../../components/language-context.ts';
import { processTexts } from './texts.ts';

interface MovesProps {
  picture: ProcessPicture;
  /** The step that is looked at; null: none is. */
  step: string | null;
}

/** Where one goes from the step that is looked at, and by what. */
export function MovesOf({ picture, step }: MovesProps) {
  const texts = useTexts(processTexts);
  const nameOf = stepNames(picture);
  const moves = picture.moves.filter(({ from, to }) => from === step && to !== step);
  const told = moves.map(({ to, labels }) => `${labels.join(', ')} → ${nameOf(to)}`).join(' · ');
  return (
    <p className="moves-of hint" aria-live="polite">
      {step === null
        ? texts.pointHint
        : told
          ? texts.movesOf(nameOf(step), told)
          : texts.noMoves(nameOf(step))}
    </p>
  );
}

/** Every move of the process in words. */
export function MoveList({ picture }: Pick<MovesProps, 'picture'>) {
  const texts = useTexts(processTexts);
  const nameOf = stepNames(picture);
  return (
    <details className="all-moves">
      <summary>{texts.allMoves}</summary>
      <ul className="lines">
        {picture.moves.map(({ from, to, labels }) => (
          <li key={`${from} ${to}`}>{texts.move(nameOf(from), nameOf(to), labels.join(', '))}</li>
        ))}
      </ul>
    </details>
  );
}

function stepNames({ steps }: ProcessPicture): (key: string) => string {
  return (key) => steps.find((step) => step.key === key)?.label ?? key;
}
