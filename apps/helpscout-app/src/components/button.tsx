import type { ReactNode, Ref } from 'react';

interface ButtonProps {
  theme?: 'blue' | 'grey' | 'red' | 'link';
  size?: 'sm' | 'xs';
  /** Takes no press for now, but keeps the focus and its place. */
  isBlocked?: boolean;
  isBusy?: boolean;
  isExpanded?: boolean;
  isSubmit?: boolean;
  /** For those who hear the page, where the visible words alone say too little. */
  label?: string;
  describedBy?: string;
  onPress?(): void;
  ref?: Ref<HTMLButtonElement>;
  children: ReactNode;
}

/** A button in the sizes of Help Scout's own (helpscout.md 6). */
export function Button(props: ButtonProps) {
  const { theme = 'grey', size = 'sm', isBusy = false, isBlocked = isBusy } = props;
  return (
    <button
      className={`btn btn-${theme} btn-${size}`}
      type={props.isSubmit ? 'submit' : 'button'}
      ref={props.ref}
      onClick={(press) => (isBlocked ? press.preventDefault() : props.onPress?.())}
      aria-disabled={isBlocked ? true : undefined}
      aria-busy={isBusy ? true : undefined}
      aria-expanded={props.isExpanded}
      aria-label={props.label}
      aria-describedby={props.describedBy}
    >
      {props.children}
    </button>
  );
}
