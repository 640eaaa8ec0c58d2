import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { TextField } from './text-field.tsx';

interface OneLineFormProps {
  label: string;
  placeholder: string;
  lengthMax: number;
  /** Said beside the field when it is sent empty. */
  missing: string;
  send: string;
  cancel: string;
  /** Sending takes no click meanwhile. */
  isBlocked?: boolean;
  isBusy: boolean;
  /** Told the text without the spaces around it, which is never empty. */
  onSend(text: string): void;
  onCancel(): void;
  /** What else is asked, between the field and the buttons. */
  children?: ReactNode;
}

/** One line of text that a click asked for, then sent or closed again. */
export function OneLineForm({ isBlocked = false, ...props }: OneLineFormProps) {
  const [text, setText] = useState('');
  const [isMissing, setMissing] = useState(false);
  const send = () => {
    const wanted = text.trim();
    setMissing(wanted === '');
    if (wanted !== '') props.onSend(wanted);
  };
  return (
    <div className="one-line-form">
      <TextField
        label={props.label}
        placeholder={props.placeholder}
        lengthMax={props.lengthMax}
        problem={isMissing ? props.missing : null}
        value={text}
        onChange={(next) => {
          setMissing(false);
          setText(next);
        }}
        onEnter={send}
        startsFocused
      />
      {props.children}
      <div className="buttons">
        <Button tone="primary" busy={props.isBusy} disabled={isBlocked} onClick={send}>
          {props.send}
        </Button>
        <Button tone="quiet" onClick={props.onCancel}>
          {props.cancel}
        </Button>
      </div>
    </div>
  );
}
