import { confirmInDialog } from './confirmation.ts';
import { act, type Place } from './slack-act.ts';
import type { SlackConfig } from './slack-config.ts';
import { typedIn, valueIn } from './slack-fields.ts';
import { followPage, warnOn } from './slack-follow.ts';

type Question = { title: string; text: string; ok: string; cancel: string; isDanger: boolean };

/** Tells the app of a pressed button or a changed field, once the person has confirmed what asks for it. */
export async function press(element: HTMLElement, config: SlackConfig): Promise<void> {
  const found = placeOf(element);
  // A button waits for its answer; a choice may be changed meanwhile, and the app hears of both.
  const isWaiting = element.dataset.field === undefined && element.getAttribute('aria-busy') === 'true';
  if (!found || isWaiting) return;
  if (!(await isConfirmed(element, config))) return;
  element.setAttribute('aria-busy', 'true');
  element.dataset.sent = '';
  const { block = '', action = '' } = element.dataset;
  const sent = {
    place: found.place,
    blockId: block,
    actionId: action,
    ...(element.dataset.field === undefined ? {} : { chosen: valueIn(element) }),
    filled: typedIn(found.root),
  };
  const piece = element.closest('[data-follow] > [id]');
  if (piece) warnOn(piece.id, null);
  // What the app shows may come before its acknowledgement does, and long before the sandbox gives it up.
  const looking = setInterval(followPage, 300);
  const { trouble } = await act('press', sent, config.texts.notAnswered);
  clearInterval(looking);
  element.removeAttribute('aria-busy');
  if (trouble) showTrouble(element, piece, trouble);
  await followPage();
}

function showTrouble(element: HTMLElement, piece: Element | null, words: string): void {
  if (piece) warnOn(piece.id, words);
  const line = element.closest('form')?.querySelector('.slack-view-trouble');
  if (line) line.textContent = words;
}

/** Where the element stands, and what holds the fields that go along. */
function placeOf(element: HTMLElement): { place: Place; root: HTMLElement } | undefined {
  const root = element.closest<HTMLElement>('[data-container]');
  if (!root) return undefined;
  const { container, channel = '', ts = '', view: viewId = '', id = '' } = root.dataset;
  if (container === 'message') return { root, place: { kind: 'message', channel, ts } };
  if (container === 'ephemeral') return { root, place: { kind: 'ephemeral', id } };
  if (container === 'view') return { root, place: { kind: 'view', viewId } };
  return { root, place: { kind: 'home' } };
}

async function isConfirmed(element: HTMLElement, { texts }: SlackConfig): Promise<boolean> {
  if (!element.dataset.confirm) return true;
  const question: Question = JSON.parse(element.dataset.confirm);
  const { confirmed } = await confirmInDialog(
    {
      title: question.title,
      description: question.text,
      okColor: question.isDanger ? 'negative' : 'primary',
      ...(question.ok ? { okText: question.ok } : {}),
      ...(question.cancel ? { cancelText: question.cancel } : {}),
    },
    texts,
  );
  if (!confirmed && element instanceof HTMLSelectElement) undo(element);
  return confirmed;
}

/** A choice that was not confirmed is taken back. */
function undo(select: HTMLSelectElement): void {
  for (const option of select.options) option.selected = option.defaultSelected;
}
