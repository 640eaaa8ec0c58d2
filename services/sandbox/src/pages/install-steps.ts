import { type Html, html } from './html.ts';
import type { PageContext } from './page-context.ts';
import { memoryOf, type SandboxParts } from './parts.ts';
import { pipelineName, stageName } from './pipedrive-names.ts';
import { type Step, stepList } from './step-list.ts';

/** Where the installation of the service begins (interfaces.md section 3). */
export function installUrl({ serviceUrl }: SandboxParts): string {
  return new URL('/oauth/pipedrive/start', serviceUrl()).href;
}

/** From an empty company to the first accepted request: each step with its way, and with what is done already. */
export function installSteps(context: PageContext, parts: SandboxParts): Html {
  const { t } = context;
  const fresh = parts.companies.all.at(-1) ?? parts.companies.all[0];
  const { companyId, company, deals } = fresh.memory;
  const dealCount = deals.filter((deal) => !deal.is_deleted).length;
  const steps = [
    installStep(context, parts, companyId),
    settingsStep(context, companyId),
    {
      title: t('Envoyez une demande', 'Send a request'),
      text: t(
        'Le formulaire public, une fois ouvert dans les réglages : un nom, une adresse, un organisme.',
        'The public form, once it is open in the settings: a name, an address, an organization.',
      ),
      link: html`<a class="button plain" id="public-form" target="_blank" href="${formUrl(parts, companyId)}">${t('Ouvrir son formulaire', 'Open its form')}</a>`,
      fact: html`${t('Affaires :', 'Deals:')} ${dealCount}`,
    },
    decisionStep(context, parts, companyId),
  ];
  return html`<p>${t(
    `« ${company.name} » vient d’ouvrir son Pipedrive : un pipeline, trois utilisateurs, rien d’autre. Comptez moins de dix minutes jusqu’à sa première demande acceptée.`,
    `“${company.name}” has just opened its Pipedrive: one pipeline, three users, nothing else. Its first accepted request is less than ten minutes away.`,
  )}</p>
${stepList('install-steps', steps, 'pairs')}`;
}

function installStep({ t }: PageContext, parts: SandboxParts, companyId: number): Step {
  const by = installedBy(parts, companyId);
  const label = t('Installée par', 'Installed by');
  return {
    title: t('Installez l’application', 'Install the app'),
    text: t(
      'Pipedrive demande votre accord, puis la page de réglages s’ouvre, dans un nouvel onglet.',
      'Pipedrive asks for your consent, then the settings page opens, in a new tab.',
    ),
    link: html`<a class="button" id="install" target="_blank" href="/pipedrive/install?company=${companyId}">${t('Installer', 'Install')}</a>`,
    fact:
      by.length > 0
        ? html`<span class="badge good">${label} ${by.join(', ')}</span>`
        : t('Pas encore installée', 'Not installed yet'),
  };
}

function settingsStep({ t }: PageContext, companyId: number): Step {
  return {
    title: t('Faites les premiers pas', 'Take the first steps'),
    text: t(
      'Propriétaire robot : « Demandes en ligne ». Décideur : vous, « Direction ». Enregistrez, créez ce qui manque, ouvrez le formulaire.',
      'Robot owner: “Demandes en ligne”. Decider: you, “Direction”. Save, create what is missing, open the form.',
    ),
    link: inCompany(companyId, '/pipedrive/settings', t('Ouvrir les réglages', 'Open the settings')),
    fact: t('La page vous mène d’un pas à l’autre', 'The page leads from step to step'),
  };
}

function decisionStep({ t }: PageContext, parts: SandboxParts, companyId: number): Step {
  const memory = memoryOf(parts, companyId);
  const last = memory.deals.findLast((deal) => !deal.is_deleted);
  return {
    title: t('Décidez', 'Decide'),
    text: t(
      'Dans l’affaire, le panneau Passerelle attend votre réponse. Acceptez : le compte et le mail suivent.',
      'In the deal Passerelle’s panel awaits your answer. Accept: the account and the mail follow.',
    ),
    link: last
      ? inCompany(companyId, `/pipedrive/deal/${last.id}`, t('Ouvrir l’affaire', 'Open the deal'))
      : inCompany(companyId, '/pipedrive/deals', t('Voir les affaires', 'See the deals')),
    fact: last
      ? `${pipelineName(memory, last.pipeline_id)} · ${stageName(memory, last.stage_id)}`
      : t('Pas encore d’affaire', 'No deal yet'),
  };
}

/** A way that shows the company's pages from then on. */
function inCompany(companyId: number, path: string, label: string): Html {
  return html`<form method="post" action="/sandbox/company"><input type="hidden" name="companyId" value="${companyId}">
<input type="hidden" name="back" value="${path}"><button class="plain">${label}</button></form>`;
}

function formUrl({ serviceUrl }: SandboxParts, companyId: number): string {
  return new URL(`/request?company=${companyId}`, serviceUrl()).href;
}

/** Names of the users of a company who installed the app. */
export function installedBy(parts: SandboxParts, companyId: number): string[] {
  const { users } = memoryOf(parts, companyId);
  return parts.companies.oauth.memory.grants
    .filter((grant) => grant.companyId === companyId)
    .map((grant) => users.find((user) => user.id === grant.userId)?.name ?? String(grant.userId));
}
