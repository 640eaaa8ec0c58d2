import type { Language } from '#core/model/localized.ts';
import { type Html, html } from '../request-form/html.ts';
import { script, style } from './style.ts';
import { consoleTexts } from './texts.ts';

export const tabs = ['overview', 'dead-letters', 'deliveries', 'drift', 'story'] as const;
export type Tab = (typeof tabs)[number];

/** Where each tab is. */
export const tabPaths: Record<Tab, string> = {
  overview: '/console',
  'dead-letters': '/console/dead-letters',
  deliveries: '/console/deliveries',
  drift: '/console/drift',
  story: '/console/story',
};

/** A whole page of the console. @param signedIn its tab; null for who is not signed in */
export function consolePage(
  { language, title, signedIn }: { language: Language; title: string; signedIn: Tab | null },
  content: Html,
): string {
  const t = consoleTexts[language];
  const link = (tab: Tab) =>
    html`<a href="${tabPaths[tab]}"${tab === signedIn && html` aria-current="page"`}>${t[tab]}</a>`;
  return html`<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title} · Passerelle</title>
<style>${{ markup: style }}</style>
</head>
<body>
<header>${
    signedIn !== null &&
    html`<nav class="bar" aria-label="${t.console}">${tabs.map(link)}</nav>
<form method="post" action="/console/sign-out"><button>${t.signOut}</button></form>`
  }</header>
${signedIn !== null && html`<p id="away" role="alert" hidden>${t.away}</p>`}
<main>
<h1>${title}</h1>
${content}
</main>
${signedIn !== null && html`<script>${{ markup: script }}</script>`}
</body>
</html>
`.markup;
}

/** An instant to the second, in UTC as logs have it. */
export function whenText(at: Date | null): string {
  return at === null ? '–' : `${at.toISOString().slice(0, 19).replace('T', ' ')}Z`;
}

/** Rows under their heads; nothing but words where there are none. */
export function tableOf(
  caption: string,
  heads: readonly string[],
  rows: readonly Html[],
  none: string,
): Html {
  if (rows.length === 0) return html`<p>${caption} <span class="soft">${none}</span></p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}
