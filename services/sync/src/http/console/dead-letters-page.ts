import type { Language } from '#core/model/localized.ts';
import { effectText } from '#core/processes/account-request/journal-texts.ts';
import { withoutAddresses } from '../../operating/without-addresses.ts';
import type { DeadLetter } from '../../store/dead-letters.ts';
import { type Html, html } from '../request-form/html.ts';
import { consolePage, tableOf, tabPaths, whenText } from './layout.ts';
import { consoleTexts } from './texts.ts';

/** What gave up, why, and a button to try it again. @param notice what came of the last one */
export function deadLettersPage(
  letters: readonly DeadLetter[],
  notice: string | null,
  language: Language,
): string {
  const t = consoleTexts[language];
  const all = html`<form method="post" action="${tabPaths['dead-letters']}" class="bar">
<button name="effect" value="all">${t.retryAll}</button></form>`;
  const content = html`${notice !== null && html`<p class="box info" role="status">${notice}</p>`}
${letters.length > 1 && all}
${tableOf(
  t['dead-letters'],
  [t.effect, t.of, t.since, t.problem, t.retry],
  letters.map((letter) => row(letter, language)),
  t.nothing,
)}`;
  return consolePage({ language, title: t['dead-letters'], signedIn: 'dead-letters' }, content);
}

function row(
  { id, kind, company, process, instanceId, step, since, problem }: DeadLetter,
  language: Language,
): Html {
  const t = consoleTexts[language];
  const what = effectText(kind, language);
  return html`<tr>
<td>${what}</td>
<td><a href="${tabPaths.story}?find=${instanceId}">${process}</a><p class="soft">${step}, ${company}</p></td>
<td class="when">${whenText(since)}</td>
<td>${problem && html`<strong>${withoutAddresses(problem.title[language])}</strong> <p>${withoutAddresses(problem.detail[language])}</p>`}${
    problem?.unclear === true && html`<p class="soft">${t.maybeDone}</p>`
  }</td>
<td><form method="post" action="${tabPaths['dead-letters']}"><button name="effect" value="${id}" aria-label="${`${t.retry} : ${what}`}">${t.retry}</button></form></td>
</tr>`;
}
