import type { ReactNode } from 'react';
import { Button, type ButtonProps } from './button.tsx';

interface ModalFormProps {
  title: string;
  /** A word beside the buttons. */
  hint?: ReactNode;
  cancel: string;
  send: string;
  tone: NonNullable<ButtonProps['tone']>;
  isBusy: boolean;
  onCancel(): void;
  onSend(): void;
  children: ReactNode;
}

/** A form that fills a modal of the host: its fields scroll, its two buttons stay in sight. */
export function ModalForm(props: ModalFormProps) {
  return (
    <form
      className="modal-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        props.onSend();
      }}
    >
      <div className="modal-scroll">
        <h1>{props.title}</h1>
        {props.children}
      </div>
      <footer>
        <span className="hint">{props.hint}</span>
        <Button onClick={props.onCancel}>{props.cancel}</Button>
        <Button type="submit" tone={props.tone} busy={props.isBusy}>
          {props.send}
        </Button>
      </footer>
    </form>
  );
}
