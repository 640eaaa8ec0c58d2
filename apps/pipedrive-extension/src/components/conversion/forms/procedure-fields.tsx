import { DayField } from '../../day-field.tsx';
import { useTexts } from '../../language-context.ts';
import { TextField } from '../../text-field.tsx';
import type { PathDraft, PathProblems } from './path-draft.ts';
import { formTexts } from './texts.ts';

interface ProcedureProps {
  draft: PathDraft;
  problems: PathProblems;
  today: string;
  onChange(changed: Partial<PathDraft>): void;
}

/** The procedure there is, who owns it, and the demonstration with them (DS-40, DS-41). */
export function ProcedureFields({ draft, problems, today, onChange }: ProcedureProps) {
  const texts = useTexts(formTexts);
  const { procedure } = draft;
  const [first] = Object.keys(problems);
  const words = (field: 'name' | 'administration' | 'email') => {
    const problem = problems[field];
    return problem && problem !== 'past' ? texts[problem] : null;
  };
  const field = (name: keyof PathDraft['procedure']) => ({
    value: procedure[name],
    problem: words(name),
    isLaterProblem: first !== name,
    lengthMax: name === 'email' ? 254 : 200,
    onChange: (value: string) => onChange({ procedure: { ...procedure, [name]: value } }),
  });
  return (
    <>
      <TextField {...field('name')} label={texts.procedureName} isRequired />
      <TextField {...field('administration')} label={texts.administration} isRequired />
      <TextField
        {...field('email')}
        label={texts.administrationEmail}
        hint={texts.administrationEmailHint}
        type="email"
      />
      <DayField
        label={texts.demoDay}
        value={draft.demoDay}
        min={today}
        problem={problems.demoDay ? texts.dayProblem.past : null}
        onChange={(demoDay) => onChange({ demoDay })}
      />
    </>
  );
}
