import { type Html, html } from './html.ts';
import type { PageContext } from './page-context.ts';
import { memoryOf, type SandboxParts } from './parts.ts';

/** Where the installation of the service begins (interfaces.md section 3). */
export function installUrl({ serviceUrl }: SandboxParts): string {
  return new URL('/oauth/pipedrive/start', serviceUrl()).href;
}

/** From an empty company to the first request: the steps of an installation, with what is done already. */
export function installSteps(context: PageContext, parts: SandboxParts): Html {
  const { t } = context;
  const fresh = parts.companies.all.at(-1) ?? parts.companies.all[0];
  const { companyId, company } = fresh.memory;
  const by = installedBy(parts, companyId);
  const done = html`<span class="badge good">${t('Installée par', 'Installed by')} ${by.join(', ')}</span>`;
  const inCompany = (path: string, label: string): Html =>
    html`<form method="post" action="/sandbox/company"><input type="hidden" name="companyId" value="${companyId}">
<input type="hidden" name="back" value="${path}"><button class="plain">${label}</button></form>`;
  return html`<p>${t(
    `« ${company.name} » vient d’ouvrir son Pipedrive : un pipeline, trois utilisateurs, rien d’autre.`,
    `“${company.name}” has just opened its Pipedrive: one pipeline, three users, nothing else.`,
  )}</p>
<ol class="steps" id="install-steps" data-live>
<li><h3><span class="step-number" aria-hidden="true">1</span>${t('Installez l’application', 'Install the app')}</h3>
<p>${t('Pipedrive demande votre accord, puis Passerelle s’ouvre.', 'Pipedrive asks for your consent, then Passerelle opens.')}
<code>${installUrl(parts)}</code></p>
<div><a class="button" id="install" href="/pipedrive/install?company=${companyId}">${t('Installer', 'Install')}</a></div>
<p class="step-fact">${by.length > 0 ? done : t('Pas encore installée', 'Not installed yet')}</p></li>
<li><h3><span class="step-number" aria-hidden="true">2</span>${t('Réglez-la dans Pipedrive', 'Set it up in Pipedrive')}</h3>
<p>${t('Pipelines, champs et webhooks se créent d’un clic dans la page de réglages.', 'Pipelines, fields and webhooks are made with one click on the settings page.')}</p>
<div>${inCompany('/pipedrive/settings', t('Ouvrir les réglages', 'Open the settings'))}</div></li>
<li><h3><span class="step-number" aria-hidden="true">3</span>${t('Envoyez une demande, décidez', 'Send a request, decide')}</h3>
<p>${t('Le formulaire public de Passerelle, puis les affaires de cette entreprise.', 'Passerelle’s public form, then the deals of this company.')}</p>
<div>${inCompany('/pipedrive/deals', t('Voir les affaires', 'See the deals'))}</div></li>
</ol>`;
}

/** Names of the users of a company who installed the app. */
export function installedBy(parts: SandboxParts, companyId: number): string[] {
  const { users } = memoryOf(parts, companyId);
  return parts.companies.oauth.memory.grants
    .filter((grant) => grant.companyId === companyId)
    .map((grant) => users.find((user) => user.id === grant.userId)?.name ?? String(grant.userId));
}
