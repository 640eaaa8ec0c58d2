import type { Language } from '#core/model/localized.ts';
import { html } from '../request-form/html.ts';
import { consolePage } from './layout.ts';
import { consoleTexts } from './texts.ts';

/** Asks for the token of the console. @param problem why it is asked again */
export function signInPage(language: Language, problem: 'wrongToken' | 'tooMany' | null, name = ''): string {
  const t = consoleTexts[language];
  const content = html`<p>${t.signInLead}</p>
${problem !== null && html`<p class="box wrong" role="alert">${t[problem]}</p>`}
<form class="card" method="post" action="/console/sign-in">
<div class="field"><label for="name">${t.name}</label><p class="hint soft" id="name-hint">${t.nameHint}</p>
<input id="name" name="name" required maxlength="80" autocomplete="name" aria-describedby="name-hint" value="${name}"></div>
<div class="field"><label for="token">${t.token}</label>
<input id="token" name="token" type="password" required autocomplete="current-password"></div>
<button>${t.open}</button>
</form>`;
  return consolePage({ language, title: t.signIn, signedIn: null }, content);
}
