import { inLanguage, type Language } from '#core/model/localized.ts';
import type { Settings } from '#core/settings.ts';
import type { FieldName, FieldProblem, Typed } from './form-input.ts';
import { type Html, html } from './html.ts';
import { languageLink, otherLanguage, page } from './layout.ts';
import { formTexts, type TextKey } from './texts.ts';

/** What a form page shows. */
export interface FormView {
  language: Language;
  publicForm: Settings['publicForm'];
  /** The secret of the requester's page to be; sent back with the form. */
  secret: string;
  /** Of the link that led here; empty without one. */
  sourceCode: string;
  /** Of the link somebody was sent in a conversation; sent back with the form, empty without one. */
  invitationCode: string;
  /** Sent back with the form, which reaches this company or none, whatever is switched on or off meanwhile. */
  companyCode: string;
  typed: Typed;
  problems: Partial<Record<FieldName | 'website', FieldProblem | 'not-empty'>>;
  /** Why the form is shown again although nothing is wrong with it. */
  notice: { title: string; message: string } | null;
  /** What was typed would be lost by following a link. */
  isSent: boolean;
}

type Problems = FormView['problems'];
type FieldOptions = {
  type?: string;
  autocomplete: string;
  required?: boolean;
  hint?: TextKey;
  inputmode?: string;
};

/** The form: every field with its label, what is wrong beside it, and a summary that has the focus. */
export function formPage(view: FormView): string {
  const { language, problems, typed, publicForm, notice } = view;
  const t = formTexts[language];
  const field = (name: FieldName, options: FieldOptions) => fieldOf(view, name, typed[name], options);
  const isWrong = Object.keys(problems).length > 0 || notice !== null;
  const title = `${isWrong ? t.errorTitle : ''}${t.title}`;
  const lead = publicForm.introduction ? inLanguage(publicForm.introduction, language) : t.lead;
  const content = html`<h1>${t.title}</h1>
<p>${lead}</p>
${notice && html`<div class="box wrong" role="alert" tabindex="-1" autofocus><h2>${notice.title}</h2><p>${notice.message}</p></div>`}
${summary(problems, language)}
<form class="card" id="request-form" method="post" action="/request" novalidate>
${hidden('form', view.secret)}${hidden('s', view.sourceCode)}${hidden('c', view.invitationCode)}${hidden('company', view.companyCode)}${hidden('lang', language)}
${field('name', { autocomplete: 'name', required: true })}
${field('email', { autocomplete: 'email', required: true, type: 'email' })}
${field('organization', { autocomplete: 'organization', required: true })}
${field('siren', { autocomplete: 'off', hint: 'sirenHint', inputmode: 'numeric' })}
${field('phone', { autocomplete: 'tel', type: 'tel' })}
${field('need', { autocomplete: 'off', hint: 'needHint' })}
${trap(problems, language)}
<button>${t.send}</button>
</form>
${publicForm.privacyUrl !== undefined && html`<p class="soft"><a href="${publicForm.privacyUrl}">${t.privacy}</a></p>`}`;
  return page({ language, title, languageSwitch: languageSwitch(view) }, content);
}

function hidden(name: string, value: string): Html | null {
  return value === '' ? null : html`<input type="hidden" name="${name}" value="${value}">`;
}

/** Before anything is typed a link will do; after it, the form is sent to be shown again in the other language. */
function languageSwitch({ isSent, language, sourceCode, invitationCode, companyCode }: FormView): Html {
  const other = otherLanguage(language);
  if (isSent) {
    return html`<button class="switch" form="request-form" name="switch" value="${other}" lang="${other}">${formTexts[language].otherLanguage}</button>`;
  }
  const query = {
    ...(sourceCode && { s: sourceCode }),
    ...(invitationCode && { c: invitationCode }),
    company: companyCode,
  };
  return languageLink(language, '/request', query);
}

function summary(problems: Problems, language: Language): Html | null {
  const t = formTexts[language];
  const wrong = Object.entries(problems);
  if (wrong.length === 0) return null;
  return html`<div class="box wrong" role="alert" tabindex="-1" autofocus>
<h2>${t.toCorrect}</h2>
<ul>${wrong.map(([name, problem]) => html`<li><a href="#${name}">${t[name as TextKey]}</a> – ${t[`problem-${problem}`]}</li>`)}</ul>
</div>`;
}

function fieldOf(view: FormView, name: FieldName, value: string, options: FieldOptions): Html {
  const t = formTexts[view.language];
  const { type = 'text', autocomplete, required = false, hint, inputmode } = options;
  const problem = view.problems[name];
  const described = [hint && `${name}-hint`, problem && `${name}-error`].filter(Boolean).join(' ');
  const shared = html`id="${name}" name="${name}" autocomplete="${autocomplete}"${required && html` required`}${
    problem !== undefined && html` aria-invalid="true"`
  }${described !== '' && html` aria-describedby="${described}"`}`;
  const control =
    name === 'need'
      ? html`<textarea ${shared} rows="6">
${value}</textarea>`
      : html`<input ${shared} type="${type}" value="${value}"${inputmode !== undefined && html` inputmode="${inputmode}"`}>`;
  return html`<div class="field">
<label for="${name}">${t[name]} <span class="soft">(${required ? t.required : t.optional})</span></label>
${hint !== undefined && html`<p class="hint soft" id="${name}-hint">${t[hint]}</p>`}
${control}
${problem !== undefined && html`<p class="error" id="${name}-error">${t[`problem-${problem}`]}</p>`}
</div>`;
}

/** A field that people do not see: who fills it in is asked to empty it, so that nobody is turned away in silence. */
function trap(problems: Problems, language: Language): Html {
  const t = formTexts[language];
  const isSeen = problems.website !== undefined;
  return html`<div class="${isSeen ? 'field' : 'aside'}"${!isSeen && html` aria-hidden="true"`}>
<label for="website">${t.website}</label>
<input id="website" name="website" type="text" autocomplete="off"${!isSeen && html` tabindex="-1"`}>
${isSeen && html`<p class="error">${t['problem-not-empty']}</p>`}
</div>`;
}
