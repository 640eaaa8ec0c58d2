import { useState } from 'react';
import { useTexts } from '../../language-context.ts';
import type { Ask } from '../ask.ts';
import { Note, Select } from './fields.tsx';
import { FormFrame, type FormProps } from './form-frame.tsx';
import { formTexts } from './texts.ts';

/** What stands in the way, and who is to lift it (DS-49). */
export function BlockForm({ choices, foresee, onSend, ...frame }: FormProps) {
  const texts = useTexts(formTexts);
  const [reason, setReason] = useState(choices.blockedReasons[0]?.key ?? '');
  const [note, setNote] = useState('');
  const [owner, setOwner] = useState('');
  const ask: Ask = {
    type: 'block',
    reason,
    note: note.trim() || null,
    ownerId: owner === '' ? null : Number(owner),
  };
  return (
    <FormFrame {...frame} foreseen={{ ask, foresee }} onSubmit={() => onSend(ask)}>
      <Select
        label={texts.reason}
        options={choices.blockedReasons.map(({ key, label }) => ({ value: key, label }))}
        value={reason}
        startsFocused
        onChoose={setReason}
      />
      <Note label={texts.note} value={note} onChange={setNote} />
      <Select
        label={texts.blockOwner}
        none={texts.nobody}
        options={choices.owners.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={owner}
        onChoose={setOwner}
      />
    </FormFrame>
  );
}
