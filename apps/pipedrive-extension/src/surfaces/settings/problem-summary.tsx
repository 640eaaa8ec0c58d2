import type { Ref } from 'react';
import { Icon } from '../../components/icon.tsx';
import { useTexts } from '../../components/language-context.ts';
import { useVocabulary } from './form-context.ts';
import type { SeenProblem } from './model/problems.ts';
import { hashOf, sectionOf } from './model/sections.ts';
import { pathWords } from './model/words.ts';
import { pageTexts } from './texts/page.ts';
import { focusOn } from './use-focus-on.ts';

/** Everything that is wrong, with a link to each field. */
export function ProblemSummary({
  problems,
  ref,
}: {
  problems: readonly SeenProblem[];
  ref: Ref<HTMLElement>;
}) {
  const texts = useTexts(pageTexts);
  const [errors, warnings] = [of('error'), of('warning')];
  function of(severity: SeenProblem['severity']): SeenProblem[] {
    return problems.filter((problem) => problem.severity === severity);
  }
  if (problems.length === 0) return null;
  return (
    <section ref={ref} className="summary" tabIndex={-1} aria-label={texts.toCorrectTitle}>
      {errors.length > 0 && <Part tone="danger" title={texts.toCorrect(errors.length)} problems={errors} />}
      {warnings.length > 0 && (
        <Part tone="warning" title={texts.toCheck(warnings.length)} problems={warnings} />
      )}
    </section>
  );
}

interface PartProps {
  tone: 'danger' | 'warning';
  title: string;
  problems: readonly SeenProblem[];
}

function Part({ tone, title, problems }: PartProps) {
  const vocabulary = useVocabulary();
  return (
    <div className={`notice notice-${tone}`}>
      <Icon name="alert" />
      <div className="notice-body">
        <strong>{title}</strong>
        <ul className="lines">
          {problems.map((problem) => (
            <li key={`${problem.path} ${problem.title}`}>
              {problem.path === '' ? (
                `${problem.title}. ${problem.detail}`
              ) : (
                <>
                  <a
                    href={hashOf(sectionOf(problem.path), problem.path)}
                    onClick={() => focusOn(problem.path)}
                  >
                    {pathWords(problem.path, vocabulary)}
                  </a>
                  {` – ${problem.title}`}
                </>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
