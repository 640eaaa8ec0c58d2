import type { ReactNode } from 'react';
import type { ConversionChoices } from '#core/contract/conversion-view.ts';
import { Button } from '../../button.tsx';
import { useTexts } from '../../language-context.ts';
import type { Ask, Foresee } from '../ask.ts';
import { Foreseen } from './foreseen.tsx';
import { formTexts } from './texts.ts';

/** What every form of a conversion is given. */
export interface FormProps {
  choices: ConversionChoices;
  /** What the button that sends says. */
  send: string;
  isBusy: boolean;
  foresee: Foresee;
  onSend(ask: Ask): void;
  onCancel(): void;
}

interface FrameProps extends Pick<FormProps, 'send' | 'isBusy' | 'onCancel'> {
  /** What would be asked for, with what it would do; left out where that is plain, null while it is not complete. */
  foreseen?: { ask: Ask | null; foresee: Foresee };
  onSubmit(): void;
  children: ReactNode;
}

/** Fields that a click asked for, with the button that sends them and the one that closes; Escape closes, too. */
export function FormFrame({ send, isBusy, foreseen, onCancel, onSubmit, children }: FrameProps) {
  const texts = useTexts(formTexts);
  return (
    <form
      className="ask-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      {children}
      {foreseen && <Foreseen {...foreseen} />}
      <div className="buttons">
        <Button type="submit" tone="primary" busy={isBusy}>
          {send}
        </Button>
        <Button tone="quiet" onClick={onCancel}>
          {texts.cancel}
        </Button>
      </div>
    </form>
  );
}
