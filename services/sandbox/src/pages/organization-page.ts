import type { Organization, PipedriveMemory } from '../pipedrive/records.ts';
import { factList } from './deal-page.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import type { PageContext } from './page-context.ts';
import { customFacts, ownerName, personLink, statusBadge } from './pipedrive-names.ts';
import { type HostFacts, surfaceFrame } from './surface-frame.ts';

/** An organization as Pipedrive shows one, with our panel at the side. */
export function organizationPage(
  context: PageContext,
  memory: PipedriveMemory,
  organization: Organization,
  facts: HostFacts,
): string {
  const { t, dateTime } = context;
  const own = [
    [t('Adresse', 'Address'), String(organization.address?.value ?? '—')],
    [t('Propriétaire', 'Owner'), ownerName(memory, organization.owner_id)],
    [t('Ajouté', 'Added'), dateTime(organization.add_time)],
    ...customFacts(memory, 'organization', organization.custom_fields),
  ] as [string, string][];
  return page(
    context,
    { title: organization.name, section: 'organizations', modules: ['host.ts'], wide: true },
    html`<div class="detail"><div>
<div id="organization" data-live data-organization="${organization.id}">
<section class="card"><div class="head"><h1 id="organization-name">${organization.name}</h1>${
      organization.is_deleted ? html`<span class="badge bad">${t('Supprimé', 'Deleted')}</span>` : ''
    }</div>${factList(own)}</section>
<section class="card"><h2>${t('Affaires', 'Deals')}</h2>${dealsOf(context, memory, organization)}</section>
<section class="card"><h2>${t('Personnes', 'People')}</h2>${personsOf(context, memory, organization)}</section>
</div>
</div>
<div>${surfaceFrame(context, facts, {
      path: '/surfaces/pipedrive/panel',
      kind: 'panel',
      resource: 'organization',
      selectedId: organization.id,
    })}</div></div>`,
  );
}

function dealsOf(context: PageContext, memory: PipedriveMemory, { id }: Organization): Html {
  const deals = memory.deals.filter((deal) => deal.org_id === id && !deal.is_deleted);
  if (deals.length === 0) return html`<p class="soft">${context.t('Aucune', 'None')}</p>`;
  return html`<ul>${deals.map(
    (deal) =>
      html`<li><a href="/pipedrive/deal/${deal.id}">${deal.title}</a> ${statusBadge(context, deal)}</li>`,
  )}</ul>`;
}

function personsOf({ t }: PageContext, memory: PipedriveMemory, { id }: Organization): Html {
  const persons = memory.persons.filter((person) => person.org_id === id && !person.is_deleted);
  if (persons.length === 0) return html`<p class="soft">${t('Aucune', 'None')}</p>`;
  return html`<ul>${persons.map((person) => html`<li>${personLink(memory, person.id)}</li>`)}</ul>`;
}
