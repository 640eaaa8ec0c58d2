// The Slack pages: presses, modals, the composer, and what changes meanwhile.
import { act } from './slack-act.ts';
import { isSending, say } from './slack-composer.ts';
import { readSlackConfig } from './slack-config.ts';
import { syncDialog } from './slack-dialog.ts';
import { followPage, followPostponed, rememberPieces } from './slack-follow.ts';
import { press } from './slack-press.ts';
import { markUnread } from './slack-unread.ts';

const lookMs = 700;
const config = readSlackConfig();
let knownRevision: number | undefined;

function onPage(): void {
  syncDialog(config);
  markUnread();
}

/** Follows the page when anything moved in the sandbox. */
async function look(): Promise<void> {
  if (document.hidden) return;
  const { revision }: { revision: number } = await (await fetch('/slack/revision')).json();
  if (knownRevision !== undefined && revision !== knownRevision) await followPage();
  knownRevision = revision;
}

function keepLooking(): void {
  // A sandbox that was stopped is simply asked again.
  look()
    .catch(() => undefined)
    .finally(() => setTimeout(keepLooking, lookMs));
}

function pressed(element: HTMLElement): void {
  press(element, config).catch(() => undefined);
}

/** Whoever takes up a field that was told to the app is filling it in anew. */
function choosesAgain({ target }: Event): void {
  const field = target instanceof Element ? target.closest<HTMLElement>('[data-sent]') : null;
  if (field) delete field.dataset.sent;
}

function dismiss(id: string): void {
  act('dismiss', { id }, config.texts.notAnswered).then(followPage, () => undefined);
}

document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest<HTMLElement>('[data-press="button"]') : null;
  if (button) pressed(button);
  const dismissed = target instanceof Element ? target.closest<HTMLElement>('[data-dismiss]') : null;
  if (dismissed) dismiss(dismissed.dataset.dismiss ?? '');
});
document.addEventListener('change', ({ target }) => {
  const field = target instanceof Element ? target.closest<HTMLElement>('[data-press="change"]') : null;
  if (field) pressed(field);
});
for (const kind of ['pointerdown', 'keydown']) document.addEventListener(kind, choosesAgain);
document.addEventListener('submit', (event) => {
  if (!(event.target instanceof HTMLFormElement) || !event.target.matches('.slack-composer')) return;
  event.preventDefault();
  say(event.target, config).catch(() => undefined);
});
document.addEventListener('keydown', (event) => {
  if (!(event.target instanceof HTMLTextAreaElement) || !isSending(event)) return;
  const form = event.target.closest<HTMLFormElement>('.slack-composer');
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});
// What waited for the end of a choice is taken over when the focus leaves; of a press, once the click is through.
document.addEventListener('focusout', followPostponed);
for (const kind of ['pointerup', 'pointercancel', 'keyup'])
  document.addEventListener(kind, () => setTimeout(followPostponed));
document.addEventListener('slack-followed', onPage);

rememberPieces();
for (const log of document.querySelectorAll('[data-follow="end"]')) log.scrollTop = log.scrollHeight;
onPage();
const tab = document.getElementById('slack')?.dataset.appTab;
if (tab === 'home' || tab === 'messages') {
  act('home', { tab }, config.texts.notAnswered).then(followPage, () => undefined);
}
keepLooking();
