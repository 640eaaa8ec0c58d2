import { Icon, type IconName } from '../../../components/icon.tsx';

interface IconButtonProps {
  icon: IconName;
  label: string;
  disabled?: boolean;
  /** Which way it moves something, so that the focus can follow. */
  name?: 'up' | 'down';
  onClick(): void;
}

/** A small button that is a drawing; its words are heard, and shown on hover. */
export function IconButton({ icon, label, disabled = false, name, onClick }: IconButtonProps) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      data-move={name}
      aria-disabled={disabled || undefined}
      onClick={() => {
        if (!disabled) onClick();
      }}
    >
      <Icon name={icon} />
    </button>
  );
}
