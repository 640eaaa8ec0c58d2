import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { useTexts } from '../../components/language-context.ts';
import { TextField } from '../../components/text-field.tsx';
import { viewsTexts } from './views-texts.ts';

/** The longest name of a view that the service takes. */
const nameLengthMax = 100;

interface SaveProps {
  isBusy: boolean;
  onSave(name: string, shared: boolean): Promise<void>;
  onCancel(): void;
}

/** The name of a new view, and who sees it. */
export function SaveViewForm({ isBusy, onSave, onCancel }: SaveProps) {
  const texts = useTexts(viewsTexts);
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const save = () => {
    setMissing(name.trim() === '');
    if (name.trim() !== '') void onSave(name.trim(), isShared);
  };
  return (
    <div className="save-view">
      <TextField
        label={texts.name}
        placeholder={texts.nameExample}
        lengthMax={nameLengthMax}
        problem={isMissing ? texts.nameMissing : null}
        value={name}
        onChange={(next) => {
          setMissing(false);
          setName(next);
        }}
        onEnter={save}
        startsFocused
      />
      <label className="choice">
        <input type="checkbox" checked={isShared} onChange={(event) => setShared(event.target.checked)} />
        <span>{texts.share}</span>
      </label>
      <div className="buttons">
        <Button tone="primary" busy={isBusy} onClick={save}>
          {texts.confirm}
        </Button>
        <Button tone="quiet" onClick={onCancel}>
          {texts.cancel}
        </Button>
      </div>
    </div>
  );
}
