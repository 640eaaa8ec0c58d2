import { useState } from 'react';
import { useTexts } from '../../components/language-context.ts';
import { OneLineForm } from '../../components/one-line-form.tsx';
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
  const [isShared, setShared] = useState(false);
  return (
    <div className="save-view">
      <OneLineForm
        label={texts.name}
        placeholder={texts.nameExample}
        lengthMax={nameLengthMax}
        missing={texts.nameMissing}
        send={texts.confirm}
        cancel={texts.cancel}
        isBusy={isBusy}
        onSend={(name) => void onSave(name, isShared)}
        onCancel={onCancel}
      >
        <label className="choice">
          <input type="checkbox" checked={isShared} onChange={(event) => setShared(event.target.checked)} />
          <span>{texts.share}</span>
        </label>
      </OneLineForm>
    </div>
  );
}
