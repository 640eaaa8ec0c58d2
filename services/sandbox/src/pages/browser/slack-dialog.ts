import { act } from './slack-act.ts';
import type { SlackConfig } from './slack-config.ts';
import { focusable, putBack, type Typed, typedIn, valueIn } from './slack-fields.ts';
import { followPage } from './slack-follow.ts';

/** What was typed in each view of the stack, for when one comes back to it. */
const typedByView = new Map<string, Typed>();
let shown = '';

/** Opens, redraws or closes the dialog, so that it shows the view the page names, or none. */
export function syncDialog(config: SlackConfig): void {
  const template = document.querySelector<HTMLTemplateElement>('#slack-views > template');
  const html = template?.outerHTML ?? '';
  if (html === shown) return;
  shown = html;
  const dialog = document.querySelector<HTMLDialogElement>('dialog.slack-view');
  if (!template) {
    typedByView.clear();
    dialog?.close();
    return;
  }
  draw(dialog ?? makeDialog(config), template);
}

function draw(dialog: HTMLDialogElement, template: HTMLTemplateElement): void {
  const before = dialog.querySelector('form')?.dataset.view;
  if (before) typedByView.set(before, typedIn(dialog));
  const { activeElement } = document;
  const focusedId = dialog.contains(activeElement) ? activeElement?.id : undefined;
  const caret = activeElement instanceof HTMLTextAreaElement ? activeElement.selectionStart : undefined;
  dialog.replaceChildren(template.content.cloneNode(true));
  const viewId = dialog.querySelector('form')?.dataset.view ?? '';
  putBack(dialog, typedByView.get(viewId) ?? {});
  if (!dialog.open) dialog.showModal();
  const again = before === viewId && focusedId ? document.getElementById(focusedId) : null;
  if (again) again.focus();
  else focusFirst(dialog);
  if (again instanceof HTMLTextAreaElement && caret !== undefined) again.setSelectionRange(caret, caret);
}

function focusFirst(dialog: HTMLDialogElement): void {
  const field = dialog.querySelector<HTMLElement>('[data-field]');
  const target = field ? focusable(field) : dialog.querySelector<HTMLElement>('.slack-view-foot button');
  target?.focus();
}

function makeDialog(config: SlackConfig): HTMLDialogElement {
  const dialog = document.createElement('dialog');
  dialog.className = 'slack-view';
  dialog.setAttribute('aria-labelledby', 'slack-view-title');
  const giveFocusBack = focusKeeper(document.activeElement);
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    closeView(dialog, false, config);
  });
  dialog.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element)) return;
    const closer = target.closest<HTMLElement>('[data-close]');
    if (closer) closeView(dialog, closer.dataset.close === 'all', config);
  });
  dialog.addEventListener('submit', (event) => {
    event.preventDefault();
    submit(dialog, config).catch(() => undefined);
  });
  dialog.addEventListener('close', () => {
    dialog.remove();
    giveFocusBack();
  });
  document.body.append(dialog);
  return dialog;
}

/** Gives the focus back to what opened the dialog, or to the message it stood in when that was drawn anew. */
function focusKeeper(opener: Element | null): () => void {
  const pieceId = opener?.closest('[data-follow] > [id]')?.id ?? '';
  return () => {
    const target = opener?.isConnected ? opener : document.getElementById(pieceId);
    if (target instanceof HTMLElement) target.focus({ preventScroll: true });
  };
}

function closeView(dialog: HTMLDialogElement, isCleared: boolean, { texts }: SlackConfig): void {
  const viewId = dialog.querySelector('form')?.dataset.view ?? '';
  // The view is gone for the person at once, whatever the app says.
  act('close', { viewId, isCleared }, texts.notAnswered).then(followPage, () => undefined);
}

async function submit(dialog: HTMLDialogElement, { texts }: SlackConfig): Promise<void> {
  const form = dialog.querySelector('form');
  const button = dialog.querySelector<HTMLButtonElement>('button[type="submit"]');
  if (!form || !button || button.getAttribute('aria-busy') === 'true') return;
  showErrors(dialog, null);
  const missing = missingIn(dialog, texts.required);
  if (Object.keys(missing).length > 0) return showErrors(dialog, missing);
  button.setAttribute('aria-busy', 'true');
  const sent = { viewId: form.dataset.view ?? '', filled: typedIn(dialog) };
  const answer = await act('submit', sent, texts.notAnswered);
  button.removeAttribute('aria-busy');
  showErrors(dialog, answer.errors);
  const trouble = dialog.querySelector('.slack-view-trouble');
  if (trouble) trouble.textContent = answer.trouble;
  await followPage();
}

/** Blocks that must be filled in and are not: Slack stops these before the app hears of them. */
function missingIn(dialog: HTMLDialogElement, words: string): Record<string, string> {
  const blocks = [...dialog.querySelectorAll<HTMLElement>('[data-input-block][data-required]')];
  const empty = blocks.filter((block) => {
    const field = block.querySelector<HTMLElement>('[data-field]');
    return field !== null && valueIn(field).length === 0;
  });
  return Object.fromEntries(empty.map((block) => [block.dataset.inputBlock ?? '', words]));
}

/** Writes under each block what is wrong with it; null takes all away. */
function showErrors(dialog: HTMLDialogElement, errors: Record<string, string> | null): void {
  let first: HTMLElement | undefined;
  for (const block of dialog.querySelectorAll<HTMLElement>('[data-input-block]')) {
    const words = errors?.[block.dataset.inputBlock ?? ''];
    const field = block.querySelector<HTMLElement>('[data-field]');
    block.querySelector('.error')?.remove();
    block.classList.toggle('wrong', words !== undefined);
    field?.removeAttribute('aria-invalid');
    field?.removeAttribute('aria-errormessage');
    if (words === undefined || !field) continue;
    const line = document.createElement('p');
    line.className = 'error';
    line.id = `${field.id}-error`;
    line.textContent = words;
    block.append(line);
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-errormessage', line.id);
    first ??= field;
  }
  if (first) focusable(first).focus();
}
