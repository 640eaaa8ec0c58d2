import { inLanguage, type Language } from '#core/model/localized.ts';
import { type Html, html } from './html.ts';
import { languageLink, page } from './layout.ts';
import type { Progress, RequestStatus } from './request-status.ts';
import { formTexts } from './texts.ts';

const steps = ['received', 'examined', 'answered'] as const;

/** At which of the steps each progress stands. */
const positions: Record<Progress, number> = {
  received: 0,
  examined: 1,
  document: 1,
  accepted: 2,
  refused: 2,
  closed: 2,
};

/** What happens to a request, for its requester: no internal id, nobody else's data. `path` is the page's own. */
export function requesterPage(status: RequestStatus, language: Language, path: string): string {
  const t = formTexts[language];
  const { organization, progress } = status;
  const content = html`<h1>${t.pageTitle}</h1>
${organization !== null && html`<p>${t.pageFor}${organization}.</p>`}
<section class="box info">
<h2>${t[`now-${progress}`]}</h2>
<p>${t[`now-${progress}-more`]}</p>
${details(status, language)}
</section>
<section class="card">
<h2>${t.steps}</h2>
<ol class="steps">${steps.map((_step, index) => stepOf(status, language, index))}</ol>
</section>
<p class="soft">${t.keepAddress}</p>`;
  return page({ language, title: t.pageTitle, languageSwitch: languageLink(language, path, {}) }, content);
}

function details({ document, reason, note }: RequestStatus, language: Language): Html | null {
  const t = formTexts[language];
  const lines = [
    [t.document, document],
    [t.reason, reason && inLanguage(reason, language)],
    [t.note, note],
  ] as const;
  const told = lines.filter(([, value]) => value);
  if (told.length === 0) return null;
  return html`<dl>${told.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`;
}

function stepOf(status: RequestStatus, language: Language, index: number): Html {
  const t = formTexts[language];
  const { progress, receivedAt, since } = status;
  const position = positions[progress];
  const step = steps[index] ?? 'received';
  const at = index === 0 ? receivedAt : index === position ? since : null;
  const when = at && html`<time datetime="${at}">${dateText(at, status, language)}</time>`;
  if (index === position) {
    const isOver = index === steps.length - 1;
    const now = !isOver && html` <span class="soft">(${t.current})</span>`;
    return html`<li aria-current="step">${t[`step-${step}`]}${now}${when}</li>`;
  }
  return html`<li class="${index < position ? 'done' : 'later'}">${t[`step-${step}`]}${when}</li>`;
}

function dateText(instant: string, { company }: RequestStatus, language: Language): string {
  const { timeZone } = company.settings;
  const written = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone });
  return written.format(new Date(instant));
}
