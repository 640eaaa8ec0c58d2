import type { Person, PipedriveMemory } from '../pipedrive/records.ts';
import { actButton, factList, ownerForm } from './deal-page.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import type { PageContext } from './page-context.ts';
import { customFacts, organizationLink, ownerName, primaryEmail, statusBadge } from './pipedrive-names.ts';
import { type HostFacts, surfaceFrame } from './surface-frame.ts';
import { visibilityForm } from './visibility-form.ts';

/** A person as Pipedrive shows one, with our panel at the side. */
export function personPage(
  context: PageContext,
  memory: PipedriveMemory,
  person: Person,
  facts: HostFacts,
): string {
  const { t } = context;
  return page(
    context,
    { title: person.name, section: 'persons', modules: ['host.ts'], wide: true },
    html`<div class="detail"><div>
<div id="person" data-live data-person="${person.id}">
<section class="card"><div class="head"><h1 id="person-name">${person.name}</h1>${
      person.is_deleted ? html`<span class="badge bad">${t('Supprimée', 'Deleted')}</span>` : ''
    }</div>${personFacts(context, memory, person)}</section>
<section class="card"><h2>${t('Affaires', 'Deals')}</h2>${dealsOf(context, memory, person)}</section>
</div>
${humanActs(context, memory, person)}
</div>
<div>${surfaceFrame(context, facts, {
      path: '/surfaces/pipedrive/panel',
      kind: 'panel',
      resource: 'person',
      selectedId: person.id,
    })}</div></div>`,
  );
}

function personFacts({ t, dateTime }: PageContext, memory: PipedriveMemory, person: Person): Html {
  const contact = (points: Person['emails']): string => points.map((point) => point.value).join(', ') || '—';
  return factList([
    ['E-mail', html`<span id="person-email">${contact(person.emails)}</span>`],
    [t('Téléphone', 'Phone'), contact(person.phones)],
    [t('Organisme', 'Organization'), organizationLink(memory, person.org_id)],
    [t('Propriétaire', 'Owner'), html`<span id="person-owner">${ownerName(memory, person.owner_id)}</span>`],
    [t('Ajoutée', 'Added'), dateTime(person.add_time)],
    ...customFacts(memory, 'person', person.custom_fields),
  ]);
}

function dealsOf(context: PageContext, memory: PipedriveMemory, person: Person): Html {
  const deals = memory.deals.filter((deal) => deal.person_id === person.id && !deal.is_deleted);
  if (deals.length === 0) return html`<p class="soft">${context.t('Aucune', 'None')}</p>`;
  return html`<ul>${deals.map(
    (deal) =>
      html`<li><a href="/pipedrive/deal/${deal.id}">${deal.title}</a> ${statusBadge(context, deal)}</li>`,
  )}</ul>`;
}

function humanActs(context: PageContext, memory: PipedriveMemory, person: Person): Html {
  const { t } = context;
  const action = `/pipedrive/person/${person.id}`;
  return html`<details class="card human" id="human-acts"><summary>${t('Agir à la main, comme un collègue dans Pipedrive', 'Act by hand, as a colleague in Pipedrive would')}</summary>
${ownerForm(context, memory, `${action}/owner`, person.owner_id)}
${visibilityForm(context, `${action}/visibility`, person.visible_to)}
<form class="inline" method="post" action="${action}/email"><label>E-mail<input name="email" type="email" value="${primaryEmail(person)}"></label>
<button class="plain small" id="change-email">${t('Changer', 'Change')}</button></form>
<div class="inline">${actButton(`${action}/delete`, 'delete-person', t('Supprimer la personne', 'Delete the person'), 'negative')}</div>
</details>`;
}
