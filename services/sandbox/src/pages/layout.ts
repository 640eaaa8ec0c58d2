import { styleSheets } from './assets.ts';
import { type Html, html } from './html.ts';
import type { PageContext } from './page-context.ts';

export type PageOptions = {
  title: string;
  /** Which entry of the navigation is this page's. */
  section?: string;
  /** Browser modules of this page, by file name under browser/. */
  modules?: readonly string[];
  wide?: boolean;
  /** A further class of the main part. */
  mainClass?: string;
};

/** The frame around every page of the sandbox: skip link, navigation, who is signed in, language, colours. */
export function page(context: PageContext, options: PageOptions, content: Html): string {
  const { t, language, theme } = context;
  const modules = ['live.ts', ...(options.modules ?? [])];
  return html`<!DOCTYPE html>
<html lang="${language}"${theme ? html` data-theme="${theme}"` : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${options.title} · ${t('Bac à sable', 'Sandbox')} Passerelle</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
${styleSheets.map((name) => html`<link rel="stylesheet" href="/assets/${name}.css">`)}
${modules.map((name) => html`<script type="module" src="/assets/browser/${name}"></script>`)}
</head>
<body>
<a class="skip" href="#content">${t('Aller au contenu', 'Skip to content')}</a>
<header class="bar">
<a class="brand" href="/"><span class="brand-mark" aria-hidden="true"></span>Passerelle <small>${t('bac à sable', 'sandbox')}</small></a>
<nav aria-label="${t('Principale', 'Main')}">${navigation(context, options.section)}</nav>
<div class="tools" id="tools"${options.section === 'start' ? html` data-live` : ''}>${companySwitch(context)}${staffSwitch(context)}${languageLink(context)}${themeSwitch(context)}</div>
</header>
<main id="content" class="${options.mainClass ?? (options.wide ? 'wide' : '')}" tabindex="-1">
${content}
</main>
<footer><p>${t(
    'Tout se passe sur cette machine : aucun mail ne part, aucun vrai service n’est appelé.',
    'Everything stays on this machine: no mail leaves it, no real service is called.',
  )}</p></footer>
</body>
</html>
`.markup;
}

function navigation({ t }: PageContext, section: string | undefined): Html[] {
  const entries = [
    ['form', '/form', t('Formulaire', 'Form')],
    ['deals', '/pipedrive/deals', t('Affaires', 'Deals')],
    ['persons', '/pipedrive/persons', t('Personnes', 'People')],
    ['organizations', '/pipedrive/organizations', t('Organismes', 'Organizations')],
    ['requests', '/pipedrive/requests', t('Demandes', 'Requests')],
    ['pipeline', '/pipedrive/pipeline', t('Suivi', 'Follow-up')],
    ['settings', '/pipedrive/settings', t('Réglages', 'Settings')],
    ['slack', '/slack', 'Slack'],
    ['helpscout', '/helpscout', 'Help Scout'],
    ['mailbox', '/mailbox', t('Boîte aux lettres', 'Mailbox')],
    ['accounts', '/accounts', t('Comptes', 'Accounts')],
    ['calls', '/calls', t('Appels', 'Calls')],
  ] as const;
  return entries.map(
    ([key, href, label]) =>
      html`<a href="${href}"${key === section ? html` aria-current="page"` : ''}>${label}</a>`,
  );
}

function companySwitch({ t, company, companyChoice, path }: PageContext): Html {
  return html`<form class="staff" method="post" action="/sandbox/company">
<label for="company">${t('Entreprise :', 'Company:')}</label>
<select id="company" name="companyId" data-submit-on-change>${companyChoice.map(
    ({ id, name }) => html`<option value="${id}"${id === company.id ? html` selected` : ''}>${name}</option>`,
  )}</select>
<input type="hidden" name="back" value="${pathInAnyCompany(path)}">
<button class="quiet">${t('Changer', 'Switch')}</button>
</form>`;
}

/** Records of one company are not to be found in another: from theirs one goes on to the list. */
function pathInAnyCompany(path: string): string {
  const record = /^\/pipedrive\/(deal|person|organization)\//.exec(path)?.[1];
  return record ? `/pipedrive/${record}s` : path;
}

function staffSwitch({ t, staff, staffChoice, path }: PageContext): Html {
  return html`<form class="staff" method="post" action="/sandbox/sign-in">
<label for="staff">${t('Connecté :', 'Signed in:')}</label>
<select id="staff" name="userId" data-submit-on-change>${staffChoice.map(
    (user) =>
      html`<option value="${user.id}"${user.id === staff.id ? html` selected` : ''}>${user.name}</option>`,
  )}</select>
<input type="hidden" name="back" value="${path}">
<button class="quiet">${t('Changer', 'Switch')}</button>
</form>`;
}

function languageLink({ language, path }: PageContext): Html {
  const other = language === 'fr' ? 'en' : 'fr';
  const target = new URL(path, 'http://sandbox');
  target.searchParams.set('lang', other);
  return html`<a class="quiet" lang="${other}" hreflang="${other}" href="${target.pathname}${target.search}">${
    other === 'en' ? 'English' : 'Français'
  }</a>`;
}

function themeSwitch({ t }: PageContext): Html {
  const label = t('Changer de couleurs (clair ou sombre)', 'Switch colours (light or dark)');
  return html`<button type="button" id="theme-switch" class="quiet icon" title="${label}" aria-label="${label}">◐</button>`;
}
