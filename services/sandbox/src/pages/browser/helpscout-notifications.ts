import { confirmInDialog } from './confirmation.ts';
import { type Snackbar, showSnackbar } from './snackbar.ts';

/** The value of SHOW_NOTIFICATION (helpscout.md 4.4). */
type Shown = { type: string; message: string; options?: Options };
type Options = {
  id?: string;
  timeout?: number;
  buttonOptions?: { href?: string; label: string };
  danger?: boolean;
  primaryButtonText?: string;
  secondaryButtonText?: string;
  body?: string;
};
type Send = (message: { type: string; id: string }) => void;

/** Shows a line, or asks a question when the type is CONFIRM; tells the app what was pressed. */
export function showNotification(value: unknown, send: Send, texts: { ok: string; cancel: string }): void {
  const { type, message, options = {} } = value as Shown;
  const id = options.id ?? '';
  if (type === 'CONFIRM') {
    confirm(message, options, texts)
      .then((isConfirmed) => {
        send({ type: `CONFIRM_NOTIFICATION_${isConfirmed ? 'CONFIRMED' : 'CLOSED'}`, id });
      })
      .catch(() => undefined);
    return;
  }
  const { timeout, buttonOptions: button } = options;
  const press = (): void => send({ type: 'CLICK_NOTIFICATION_BUTTON', id });
  const tone = tones[type];
  showSnackbar({
    message,
    ...(tone ? { tone } : {}),
    ...(timeout ? { shownMs: timeout } : {}),
    ...(button?.href ? { link: { url: button.href, label: button.label } } : {}),
    ...(button && !button.href ? { action: { label: button.label, press } } : {}),
  });
}

const tones: Record<string, NonNullable<Snackbar['tone']>> = {
  ERROR: 'error',
  SUCCESS: 'success',
  WARNING: 'warning',
};

async function confirm(
  title: string,
  { body, danger, primaryButtonText, secondaryButtonText }: Options,
  texts: { ok: string; cancel: string },
): Promise<boolean> {
  const question = {
    title,
    ...(body ? { description: body } : {}),
    ...(primaryButtonText ? { okText: primaryButtonText } : {}),
    ...(secondaryButtonText ? { cancelText: secondaryButtonText } : {}),
    ...(danger ? { okColor: 'negative' as const } : {}),
  };
  return (await confirmInDialog(question, texts)).confirmed;
}
