import { useState } from 'react';
import { useTexts } from '../../language-context.ts';
import type { Path } from '../ask.ts';
import { conversionTexts } from '../texts.ts';
import { Radios } from './fields.tsx';
import { FormFrame, type FormProps } from './form-frame.tsx';
import { firstPathDraft, type PathDraft, type PathProblems, pathAsk, pathProblems } from './path-draft.ts';
import { ProcedureFields } from './procedure-fields.tsx';
import { formTexts } from './texts.ts';

const paths = ['autonomous', 'existing-procedure', 'new-procedure'] as const satisfies Path[];

/** One of the three ways on, with what it needs (DS-38 to DS-46). */
export function PathForm({ choices, foresee, onSend, ...frame }: FormProps) {
  const texts = useTexts(formTexts);
  const { pathName } = useTexts(conversionTexts);
  const [draft, setDraft] = useState(() => firstPathDraft(choices.documents));
  const [problems, setProblems] = useState<PathProblems>({});
  const change = (changed: Partial<PathDraft>) => {
    setProblems({});
    setDraft({ ...draft, ...changed });
  };
  const isComplete = Object.keys(pathProblems(draft, choices.today)).length === 0;
  const ask = isComplete ? pathAsk(draft) : null;
  const send = () => {
    setProblems(pathProblems(draft, choices.today));
    if (ask) onSend(ask);
  };
  return (
    <FormFrame {...frame} foreseen={{ ask, foresee }} onSubmit={send}>
      <Radios
        legend={texts.path}
        options={paths.map((value) => ({ value, label: pathName[value], hint: texts.pathHint[value] }))}
        chosen={draft.path}
        onChoose={(path) => change({ path })}
      />
      {draft.path === 'existing-procedure' && (
        <ProcedureFields draft={draft} problems={problems} today={choices.today} onChange={change} />
      )}
      {draft.path === 'new-procedure' && choices.documents.length > 0 && (
        <Documents
          known={choices.documents}
          asked={draft.documents}
          onChange={(documents) => change({ documents })}
        />
      )}
    </FormFrame>
  );
}

interface DocumentsProps {
  known: readonly string[];
  asked: readonly string[];
  onChange(documents: string[]): void;
}

/** What to ask the client for (DS-43). */
function Documents({ known, asked, onChange }: DocumentsProps) {
  const texts = useTexts(formTexts);
  return (
    <fieldset>
      <legend>{texts.documents}</legend>
      {known.map((name) => (
        <label key={name} className="choice">
          <input
            type="checkbox"
            checked={asked.includes(name)}
            onChange={({ target }) =>
              onChange(known.filter((each) => (each === name ? target.checked : asked.includes(each))))
            }
          />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  );
}
