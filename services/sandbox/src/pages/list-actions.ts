import { type Html, html } from './html.ts';
import type { PageContext } from './page-context.ts';

/**
 * The action menu of a list: "Passerelle: refuse…" opens the app's modal for the rows that are ticked
 * (pipedrive.md 4.1). browser/list-actions.ts gives it life; without a tick it stays off.
 */
export function actionMenu({ t }: PageContext): Html {
  return html`<details class="menu" id="list-actions"><summary class="button plain small">${t('Actions', 'Actions')}</summary>
<div><button type="button" class="plain small" data-list-modal="refusal" disabled>${t(
    'Passerelle : refuser…',
    'Passerelle: refuse…',
  )}</button>
<p class="soft"><span data-ticked-count>0</span> ${t('sélectionnée(s)', 'selected')}</p></div></details>`;
}

/** The box to tick a row by. */
export function tickBox({ t }: PageContext, id: number, name: string): Html {
  return html`<td class="tick"><input type="checkbox" data-tick="${id}" aria-label="${t('Sélectionner', 'Select')} ${name}"></td>`;
}
