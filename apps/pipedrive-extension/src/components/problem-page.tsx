import type { ProblemDocument } from '#core/contract/problem.ts';
import { isPassing } from '../service/failures.ts';
import { Button } from './button.tsx';
import type { IconName } from './icon.tsx';
import { useTexts } from './language-context.ts';
import { StatePage } from './state-page.tsx';
import { sharedTexts } from './texts.ts';

/** A surface that has nothing to show yet because of a problem, with the way out of it. */
export function ProblemPage({ problem, onRetry }: { problem: ProblemDocument; onRetry: () => void }) {
  const texts = useTexts(sharedTexts);
  return (
    <StatePage icon={iconOf(problem)} title={problem.title} detail={problem.detail}>
      {isPassing(problem) && <p className="hint">{texts.retriesAlone}</p>}
      <Button onClick={onRetry}>{texts.tryAgain}</Button>
    </StatePage>
  );
}

function iconOf(problem: ProblemDocument): IconName {
  if (problem.status === 401 || problem.status === 403) return 'lock';
  return isPassing(problem) ? 'cloud' : 'alert';
}
