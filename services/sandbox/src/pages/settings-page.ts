import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import type { PageContext } from './page-context.ts';
import { memoryOf, type SandboxParts } from './parts.ts';
import { ownerName } from './pipedrive-names.ts';
import { type HostFacts, surfaceFrame } from './surface-frame.ts';

/** The app's settings page inside Pipedrive (pipedrive.md 4.1), and below it who installed the app. */
export function settingsPage(context: PageContext, parts: SandboxParts, facts: HostFacts): string {
  const title = context.t('Réglages de l’application', 'App settings');
  return page(
    context,
    { title, section: 'settings', modules: ['host.ts'], wide: true },
    html`<h1 class="hidden">${title}</h1>
${surfaceFrame(context, facts, { path: '/surfaces/pipedrive/settings', kind: 'page' })}
${installations(context, parts)}`,
  );
}

function installations(context: PageContext, parts: SandboxParts): Html {
  const { t, company } = context;
  const memory = memoryOf(parts, company.id);
  const grants = parts.companies.oauth.memory.grants.filter((grant) => grant.companyId === company.id);
  const rows = grants.map(
    (grant) => html`<li><span><strong>${ownerName(memory, grant.userId)}</strong>
<small>${t('depuis le', 'since')} ${context.dateTime(grant.installedAt)}</small></span>
<form method="post" action="/pipedrive/app/uninstall"><input type="hidden" name="userId" value="${grant.userId}">
<button class="negative small" data-uninstall="${grant.userId}">${t('Désinstaller', 'Uninstall')}</button></form></li>`,
  );
  return html`<section class="card" id="installations" aria-labelledby="installations-title" data-live>
<h2 id="installations-title">${t('Installations dans', 'Installations in')} ${company.name}</h2>
${rows.length > 0 ? html`<ul class="rules">${rows}</ul>` : html`<p class="soft">${t('Personne n’a installé Passerelle ici.', 'Nobody has installed Passerelle here.')}</p>`}
<p><a class="button plain small" href="/pipedrive/install?company=${company.id}">${t('Installer', 'Install')}</a></p>
</section>`;
}
