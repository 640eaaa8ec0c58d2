import { useId } from 'react';
import type { ConversionChoices, ConversionDetails } from '#core/contract/conversion-view.ts';
import { useFold } from '../../hooks/use-fold.ts';
import { Button, type ButtonProps } from '../button.tsx';
import { useTexts } from '../language-context.ts';
import type { Ask, Asking, AskType } from './ask.ts';
import { AskForm, formOf } from './forms/ask-form.tsx';
import { WillDo } from './forms/foreseen.tsx';
import { conversionTexts } from './texts.ts';

/** What the parts of a card share. */
export interface CardProps {
  conversion: ConversionDetails;
  choices: ConversionChoices;
  asking: Asking;
  now: number;
}

interface AskButtonProps extends CardProps {
  type: AskType;
  label: string;
  tone: NonNullable<ButtonProps['tone']>;
  /** What it will do, told while nothing else is asked. */
  will?: readonly string[];
}

/** Asks for something at once, or opens the fields that it needs in the button's place. */
export function AskButton({ type, label, tone, will = [], ...card }: AskButtonProps) {
  const { asking, conversion, choices } = card;
  const texts = useTexts(conversionTexts);
  const fold = useFold();
  const hint = useId();
  const form = formOf(type);
  const isBusy = asking.pending?.type === type;
  const send = async (ask: Ask) => {
    if (await asking.send(ask)) fold.close();
  };
  if (form !== null && fold.isOpen) {
    return (
      <AskForm
        type={form}
        conversion={conversion}
        choices={choices}
        send={label}
        isBusy={isBusy}
        foresee={asking.foresee}
        onSend={(ask) => void send(ask)}
        onCancel={fold.close}
      />
    );
  }
  const simple = simpleAsk(type);
  const button = (
    <Button
      ref={fold.opener}
      tone={tone}
      busy={isBusy}
      disabled={asking.pending !== null}
      {...(will.length > 0 && { describedBy: hint })}
      onClick={() => (form === null ? simple && void send(simple) : fold.open())}
    >
      {form === null ? label : `${label}…`}
    </Button>
  );
  if (will.length === 0) return button;
  return (
    <>
      {button}
      <div id={hint}>
        <WillDo title={texts.willDo} will={will} />
      </div>
    </>
  );
}

/** What a click alone asks for; null where it is not enough. */
function simpleAsk(type: AskType): Ask | null {
  switch (type) {
    case 'give-up':
    case 'invite-to-presentation':
    case 'record-presentation':
    case 'send-documentation':
    case 'validate-use-cases':
    case 'record-tests':
    case 'record-go-live':
    case 'unblock':
    case 'stop-follow-up':
    case 'record-opt-out':
    case 'undo-step':
      return { type };
    case 'record-contact':
    case 'book-presentation':
    case 'welcome-client':
    case 'add-use-case':
    case 'change-use-case':
    case 'choose-path':
    case 'record-difficulty':
    case 'plan-go-live':
    case 'block':
    case 'keep-promise':
    case 'move-promise':
    case 'drop-promise':
    case 'enrol':
      return null;
  }
}
