import { asPerson } from './slack-act.ts';
import { putBack, typedIn } from './slack-fields.ts';

/** How each piece came from the server: what scripts add to it since does not count as a change. */
const served = new WeakMap<Element, string>();
const warnings = new Map<string, string>();
let running: Promise<void> | undefined;
let isAskedAgain = false;
/** Something that changed was left alone because somebody was filling it in. */
let isPostponed = false;

/** Notes how the page came. Call once, before anything is changed in it. */
export function rememberPieces(): void {
  for (const piece of document.querySelectorAll('[data-follow] > [id]')) served.set(piece, piece.outerHTML);
}

/** Takes over what changed since: one look at a time, and one more when asked meanwhile. */
export function followPage(): Promise<void> {
  if (running) isAskedAgain = true;
  running ??= lookUntilQuiet().finally(() => {
    running = undefined;
  });
  return running;
}

/** Takes over what waited until somebody was done. */
export function followPostponed(): void {
  if (isPostponed) followPage().catch(() => undefined);
  isPostponed = false;
}

/** Shows a warning on a message, or takes it away, whatever comes from the server since. */
export function warnOn(pieceId: string, words: string | null): void {
  if (words === null) warnings.delete(pieceId);
  else warnings.set(pieceId, words);
  const piece = document.getElementById(pieceId);
  if (piece) showWarning(piece)?.scrollIntoView({ block: 'nearest' });
}

async function lookUntilQuiet(): Promise<void> {
  do {
    isAskedAgain = false;
    // A sandbox that was stopped is simply asked again later.
    await takeFreshPage().catch(() => undefined);
  } while (isAskedAgain);
}

async function takeFreshPage(): Promise<void> {
  const response = await fetch(location.href, { headers: asPerson() });
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const region of document.querySelectorAll<HTMLElement>('[data-follow][id]')) {
    const replacement = fresh.getElementById(region.id);
    if (replacement) followRegion(region, replacement);
  }
  document.dispatchEvent(new CustomEvent('slack-followed'));
}

/** Pieces are known by their ids: only those that changed are touched. */
function followRegion(region: HTMLElement, fresh: HTMLElement): void {
  const isAtEnd = region.scrollHeight - region.scrollTop - region.clientHeight < 40;
  const wanted = [...fresh.children];
  const ids = new Set(wanted.map((piece) => piece.id));
  for (const piece of [...region.children]) if (!ids.has(piece.id)) piece.remove();
  wanted.forEach((piece, index) => {
    const html = piece.outerHTML;
    const known = [...region.children].find((candidate) => candidate.id === piece.id);
    const placed = known && served.get(known) === html ? known : exchange(known, piece, html);
    if (region.children[index] !== placed) region.insertBefore(placed, region.children[index] ?? null);
  });
  if (isAtEnd && region.dataset.follow === 'end') region.scrollTop = region.scrollHeight;
}

function exchange(known: Element | undefined, fresh: Element, html: string): Element {
  // Somebody is choosing or typing there: it waits until the focus has left. A button that is held down would be gone
  // before it is let go, and nothing pressed.
  if (known && (isBeingFilledIn(known) || known.matches(':active'))) {
    isPostponed = true;
    return known;
  }
  const adopted = document.adoptNode(fresh);
  served.set(adopted, html);
  if (!known) return adopted;
  const typed = typedIn(known);
  const focused = known.contains(document.activeElement) ? document.activeElement : null;
  known.replaceWith(adopted);
  putBack(adopted, keptOf(adopted, typed));
  showWarning(adopted);
  if (focused) focusAgain(focused, adopted);
  return adopted;
}

/** Fields that are told to the app at once show what the app made of it; the others keep what was typed. */
function keptOf(piece: Element, typed: ReturnType<typeof typedIn>): ReturnType<typeof typedIn> {
  const told = [...piece.querySelectorAll<HTMLElement>('[data-field][data-press]')];
  const blocks = new Set(told.map((field) => field.dataset.block));
  return Object.fromEntries(Object.entries(typed).filter(([block]) => !blocks.has(block)));
}

function isBeingFilledIn(piece: Element): boolean {
  const active = document.activeElement;
  if (!active || !piece.contains(active)) return false;
  const field = active.closest<HTMLElement>('[data-field]');
  return field !== null && field.dataset.sent === undefined;
}

/** The same thing to press, though its block may have a new id; else what had the same id; else the piece. */
function focusAgain(before: Element, piece: Element): void {
  const { block, action } = before instanceof HTMLElement ? before.dataset : {};
  const alike = [...piece.querySelectorAll<HTMLElement>('[data-action]')].filter(
    (candidate) => action !== undefined && candidate.dataset.action === action,
  );
  const same = alike.find((candidate) => candidate.dataset.block === block) ?? alike[0];
  const named = before.id ? piece.querySelector<HTMLElement>(`#${CSS.escape(before.id)}`) : null;
  // A choice that was told to the app is made: what comes of it may be shown, though the focus is still there.
  if (same && before instanceof HTMLElement && before.dataset.sent !== undefined) same.dataset.sent = '';
  const target = same ?? named ?? (piece instanceof HTMLElement ? piece : undefined);
  target?.focus({ preventScroll: true });
}

function showWarning(piece: Element): HTMLElement | undefined {
  piece.querySelector('.slack-warning')?.remove();
  const words = warnings.get(piece.id);
  if (words === undefined) return undefined;
  const line = document.createElement('p');
  line.className = 'slack-warning';
  line.setAttribute('role', 'alert');
  line.textContent = `⚠ ${words}`;
  (piece.querySelector('.slack-body') ?? piece).append(line);
  return line;
}
