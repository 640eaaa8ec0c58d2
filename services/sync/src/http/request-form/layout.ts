import type { Language } from '#core/model/localized.ts';
import { type Html, html } from './html.ts';
import { style } from './style.ts';
import { formTexts } from './texts.ts';

/** The frame around every public page. */
export interface PageFrame {
  language: Language;
  title: string;
  /** How to read it in the other language; null where there is nothing to read. */
  languageSwitch: Html | null;
}

/** A whole page. `title` comes first in the tab, and what is wrong before it. */
export function page({ language, title, languageSwitch }: PageFrame, content: Html): string {
  return html`<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
<header>${languageSwitch}</header>
<main>
${content}
</main>
</body>
</html>
`.markup;
}

/** A link to the same page in the other language. */
export function languageLink(language: Language, path: string, query: Record<string, string>): Html {
  const other = otherLanguage(language);
  const search = new URLSearchParams({ ...query, lang: other });
  return html`<a lang="${other}" hreflang="${other}" href="${path}?${search.toString()}">${formTexts[language].otherLanguage}</a>`;
}

export function otherLanguage(language: Language): Language {
  return language === 'fr' ? 'en' : 'fr';
}

/** A page that only says something. */
export function messagePage(language: Language, title: string, message: string): string {
  const content = html`<div class="card">
<h1>${title}</h1>
<p>${message}</p>
</div>`;
  return page({ language, title, languageSwitch: null }, content);
}
