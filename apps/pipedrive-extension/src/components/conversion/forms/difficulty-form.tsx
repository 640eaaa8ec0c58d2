import { useState } from 'react';
import { useTexts } from '../../language-context.ts';
import type { Ask } from '../ask.ts';
import { Note } from './fields.tsx';
import { FormFrame, type FormProps } from './form-frame.tsx';
import { formTexts } from './texts.ts';

/** What makes building the form hard; a call is promised for it (DS-44). */
export function DifficultyForm({ choices: _none, foresee, onSend, ...frame }: FormProps) {
  const texts = useTexts(formTexts);
  const [note, setNote] = useState('');
  const [isMissing, setMissing] = useState(false);
  const wanted = note.trim();
  const ask: Ask | null = wanted === '' ? null : { type: 'record-difficulty', note: wanted };
  const send = () => {
    setMissing(ask === null);
    if (ask) onSend(ask);
  };
  return (
    <FormFrame {...frame} foreseen={{ ask, foresee }} onSubmit={send}>
      <Note
        label={texts.difficulty}
        value={note}
        problem={isMissing ? texts.difficultyMissing : null}
        startsFocused
        onChange={(text) => {
          setMissing(false);
          setNote(text);
        }}
      />
    </FormFrame>
  );
}
