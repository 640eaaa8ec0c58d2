import type { Language } from '#core/model/localized.ts';
import { withoutAddresses } from '../../operating/without-addresses.ts';
import type { ListedDelivery } from '../../store/replay-deliveries.ts';
import { deliveryStates } from '../../store/schema.ts';
import { type Html, html } from '../request-form/html.ts';
import { consolePage, tableOf, tabPaths, whenText } from './layout.ts';
import { consoleTexts } from './texts.ts';

/** What the deliveries page shows. */
export interface DeliveriesView {
  items: readonly ListedDelivery[];
  /** Those shown; undefined: all. */
  state: string | undefined;
  /** What came of the last one replayed. */
  notice: string | null;
}

/** What the outside sent last, what became of it, and a button to route it again; not what it said. */
export function deliveriesPage({ items, state, notice }: DeliveriesView, language: Language): string {
  const t = consoleTexts[language];
  const option = (value: string) =>
    html`<option value="${value}"${value === state && html` selected`}>${value}</option>`;
  const content = html`${notice !== null && html`<p class="box info" role="status">${notice}</p>`}
<form method="get" action="${tabPaths.deliveries}" class="bar">
<label>${t.filter}<select name="state"><option value="">${t.all}</option>${deliveryStates.map(option)}</select></label>
<button>${t.show}</button></form>
${tableOf(
  t.deliveries,
  [t.when, t.company, t.source, t.subject, t.state, t.reason, t.replay],
  items.map((item) => row(item, language)),
  t.nothing,
)}`;
  return consolePage({ language, title: t.deliveries, signedIn: 'deliveries' }, content);
}

function row(item: ListedDelivery, language: Language): Html {
  const t = consoleTexts[language];
  const { id, company, source, subject, receivedAt, state, reason, isForgotten, replay: again } = item;
  const name = `${t.replay} ${id}`;
  const replay = html`<form method="post" action="${tabPaths.deliveries}"><button name="delivery" value="${id}" aria-label="${name}">${t.replay}</button></form>`;
  return html`<tr>
<td class="when">${whenText(receivedAt)}</td><td>${company}</td><td>${source}</td><td>${withoutAddresses(subject)}</td>
<td>${state}</td><td>${reason && withoutAddresses(reason)}${again && html` <p>${t.replayedFor} ${again.by}, ${whenText(new Date(again.at))}</p>`}</td><td>${!isForgotten && state !== 'recorded' && replay}</td>
</tr>`;
}
