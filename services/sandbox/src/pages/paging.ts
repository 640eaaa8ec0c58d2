import { type Html, html } from './html.ts';
import type { PageContext } from './page-context.ts';

export const pageSize = 50;

/** One page of a list and the links to its neighbours. `number` counts from 1. */
export function onePage<T>(list: readonly T[], asked: unknown): { items: T[]; number: number; last: number } {
  const last = Math.max(1, Math.ceil(list.length / pageSize));
  const wanted = Number(asked ?? 1);
  const number = Number.isInteger(wanted) ? Math.min(last, Math.max(1, wanted)) : 1;
  return { items: list.slice((number - 1) * pageSize, number * pageSize), number, last };
}

/** Links to the newer and older page, nothing when there is one page only. */
export function pager({ t }: PageContext, path: string, number: number, last: number): Html {
  if (last <= 1) return html``;
  const link = (target: number, label: string): Html =>
    html`<a class="button plain small" href="${path}?page=${target}">${label}</a>`;
  return html`<nav class="pager" aria-label="${t('Pages', 'Pages')}">
${number > 1 ? link(number - 1, t('← Plus récents', '← Newer')) : ''}
<span class="soft">${t('Page', 'Page')} ${number} / ${last}</span>
${number < last ? link(number + 1, t('Plus anciens →', 'Older →')) : ''}
</nav>`;
}
