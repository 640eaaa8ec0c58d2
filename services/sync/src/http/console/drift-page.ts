import type { Language } from '#core/model/localized.ts';
import { driftWords } from '#core/processes/account-request/drift.ts';
import { mayRepair } from '#core/processes/account-request/repair.ts';
import { readAccountRequest } from '#core/processes/account-request/state.ts';
import { withoutAddresses } from '../../operating/without-addresses.ts';
import type { ListedDrift } from '../../store/drifts.ts';
import { type Html, html } from '../request-form/html.ts';
import { consolePage, tableOf, tabPaths, whenText } from './layout.ts';
import { consoleTexts } from './texts.ts';

/** Where the outside differs from what was done, with what can be done about it. @param notice what came of the last one */
export function driftPage(drifts: readonly ListedDrift[], notice: string | null, language: Language): string {
  const t = consoleTexts[language];
  const content = html`${notice !== null && html`<p class="box info" role="status">${notice}</p>`}
<p class="soft">${t.driftLead}</p>
${tableOf(
  t.drift,
  [t.difference, t.of, t.since, t.settle],
  drifts.map((drift) => row(drift, language)),
  t.nothing,
)}`;
  return consolePage({ language, title: t.drift, signedIn: 'drift' }, content);
}

function row({ instanceId, kind, company, since, state, version }: ListedDrift, language: Language): Html {
  const t = consoleTexts[language];
  const { title, detail } = driftWords[kind];
  const request = readAccountRequest(state, version);
  const button = (how: 'repair' | 'accept', words: string) =>
    html`<button name="how" value="${how}" aria-label="${`${words} : ${title[language]}`}">${words}</button>`;
  return html`<tr>
<td><strong>${title[language]}</strong><p>${detail[language]}</p></td>
<td><a href="${tabPaths.story}?find=${instanceId}">${withoutAddresses(request.organization?.name ?? t.story)}</a><p class="soft">${company}</p></td>
<td class="when">${whenText(since)}</td>
<td><form method="post" action="${tabPaths.drift}" class="bar"><input type="hidden" name="request" value="${instanceId}"><input type="hidden" name="kind" value="${kind}">${
    mayRepair(request, kind) && button('repair', t.repair)
  }${button('accept', t.acceptDrift)}</form></td>
</tr>`;
}
