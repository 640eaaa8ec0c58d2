import { type Html, html } from './html.ts';

/** One thing to do: the way to it, and what is there already. */
export interface Step {
  title: string;
  text: string;
  link: Html;
  fact: Html | string;
}

/** Steps to take one after the other, which follow what happens; `kind` is a further class of the list. */
export function stepList(id: string, steps: readonly Step[], kind = ''): Html {
  return html`<ol class="${`steps ${kind}`.trim()}" id="${id}" data-live>${steps.map(
    ({ title, text, link, fact }, index) => html`<li>
<h3><span class="step-number" aria-hidden="true">${index + 1}</span>${title}</h3>
<p>${text}</p>
<div>${link}</div>
<p class="step-fact">${fact}</p>
</li>`,
  )}</ol>`;
}
