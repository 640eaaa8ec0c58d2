import type { ReactNode } from 'react';
import { Button } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';
import { useTexts } from '../../../components/language-context.ts';
import { useForm } from '../form-context.ts';
import { correctionOf, type SeenProblem } from '../model/problems.ts';
import { pageTexts } from '../texts/page.ts';

/** What a control says of itself to those who hear the page. */
export interface ControlProps {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
}

interface FieldProps {
  id: string;
  label: string;
  hint?: string | undefined;
  problems: readonly SeenProblem[];
  children(control: ControlProps): ReactNode;
}

/** A control with its label, what it is for, and what is wrong with it. */
export function Field({ id, label, hint, problems, children }: FieldProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(controlProps(id, hint, problems))}
      {hint !== undefined && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <Problems id={id} problems={problems} />
    </div>
  );
}

interface GroupProps {
  id: string;
  legend: string;
  hint?: string | undefined;
  problems?: readonly SeenProblem[];
  children: ReactNode;
}

/** Several controls that make one setting; takes the focus when a link of the summary leads here. */
export function FieldGroup({ id, legend, hint, problems = [], children }: GroupProps) {
  const described = controlProps(id, hint, problems)['aria-describedby'];
  return (
    <fieldset id={id} className="group" tabIndex={-1} aria-describedby={described}>
      <legend>{legend}</legend>
      {hint !== undefined && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children}
      <Problems id={id} problems={problems} />
    </fieldset>
  );
}

function controlProps(id: string, hint: string | undefined, problems: readonly SeenProblem[]): ControlProps {
  const ids = [
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(problems.length > 0 ? [`${id}-problems`] : []),
  ];
  return {
    id,
    'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined,
    'aria-invalid': problems.some(({ severity }) => severity === 'error') || undefined,
  };
}

/** What is wrong with a setting, with the correction at hand. */
function Problems({ id, problems }: { id: string; problems: readonly SeenProblem[] }) {
  const texts = useTexts(pageTexts);
  const { set, isReadOnly } = useForm();
  if (problems.length === 0) return null;
  return (
    <ul className="setting-problems" id={`${id}-problems`}>
      {problems.map((problem) => {
        const { path, title, detail, nearest, severity } = problem;
        const correction = correctionOf(problem);
        return (
          <li key={`${path} ${title}`} className={`setting-problem setting-problem-${severity}`}>
            <Icon name="alert" />
            <span>
              <strong>{title}</strong> {detail}
            </span>
            {correction !== undefined && !isReadOnly && (
              <Button tone="quiet" onClick={() => set(path, correction)}>
                {texts.replaceBy(nearest ?? '')}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
