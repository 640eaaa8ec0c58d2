import { type Html, html } from './html.ts';
import type { PageContext } from './page-context.ts';

/** The levels of `visible_to` that differ here: see visibility.ts of the stand-in. */
const levels = [
  { value: 3, fr: 'toute l’entreprise', en: 'the whole company' },
  { value: 1, fr: 'propriétaire seul (et administrateurs)', en: 'its owner alone (and administrators)' },
];

/** A form to say who may see a record. Who may not any more finds the page gone. */
export function visibilityForm({ t }: PageContext, action: string, visibleTo: number): Html {
  return html`<form class="inline" method="post" action="${action}"><label>${t('Visible par', 'Visible to')}<select name="visibleTo">${levels.map(
    ({ value, fr, en }) =>
      html`<option value="${value}"${value === visibleTo ? html` selected` : ''}>${t(fr, en)}</option>`,
  )}</select></label><button class="plain small" id="change-visibility">${t('Changer', 'Change')}</button></form>`;
}
