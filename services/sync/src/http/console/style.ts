import { createHash } from 'node:crypto';
import { style as publicStyle } from '../request-form/style.ts';

/** The look of the public pages, wider, with tables. */
export const style = `${publicStyle}
header, main { width: min(100% - 2rem, 76rem); }
header { flex-wrap: wrap; gap: 0.25rem 1.25rem; align-items: baseline; justify-content: flex-start; padding-block: 1rem; }
header form { margin-left: auto; }
header a[aria-current] { color: inherit; font-weight: 600; text-decoration: none; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 1rem; margin: 0 0 1.25rem; }
.figures > div { padding: 0.75rem 1rem; background: var(--paper); border: 1px solid var(--line); border-radius: 10px; }
.figures dd { margin: 0; font-size: 1.4rem; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; margin: 0 0 1.25rem; background: var(--paper); border: 1px solid var(--line); border-radius: 10px; }
table { width: 100%; border-collapse: collapse; font-size: 0.925rem; }
caption { padding: 0.75rem 1rem; text-align: left; font-weight: 600; }
th, td { min-width: 6rem; overflow-wrap: normal; padding: 0.5rem 1rem; border-top: 1px solid var(--line); text-align: left; vertical-align: top; }
td.when { white-space: nowrap; font-variant-numeric: tabular-nums; }
td p { margin: 0; }
td button, header button, .bar button { padding: 0.35rem 0.8rem; }
.bar { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: end; margin: 0 0 1.25rem; }
.bar label { flex: 1 1 16rem; max-width: 28rem; }
select { display: block; margin-top: 0.25rem; padding: 0.6rem 0.7rem; border: 1px solid var(--edge); border-radius: 6px; background: var(--paper); color: inherit; font: inherit; }
code { font-size: 0.9em; }
`;

/**
 * Keeps the page as it is now while it is looked at. Whoever is about to press or type something is left alone: the page
 * changes once they are through.
 */
export const script = `
const everyMs = 5000;
const away = document.getElementById('away');
const isBusy = () => {
  const active = document.activeElement;
  return active && active.closest('main') !== null && active.matches('input, select, button, a');
};
async function look() {
  if (document.visibilityState !== 'visible' || isBusy()) return;
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' }, cache: 'no-store' });
    if (answer.status === 401) return location.reload();
    if (!answer.ok) throw new Error(String(answer.status));
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
    if (fresh && !isBusy()) document.querySelector('main').replaceWith(fresh);
    away.hidden = true;
  } catch {
    away.hidden = false;
  }
}
setInterval(look, everyMs);
document.addEventListener('visibilitychange', look);
`;

const digestOf = (text: string) => createHash('sha256').update(text, 'utf8').digest('base64');

/** What the console may do: show itself, look again, and send its own forms; nobody frames it. */
export const consolePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${digestOf(style)}'`,
  `script-src 'sha256-${digestOf(script)}'`,
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
