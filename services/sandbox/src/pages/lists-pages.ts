import type { PipedriveMemory } from '../pipedrive/records.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import { actionMenu, tickBox } from './list-actions.ts';
import type { PageContext } from './page-context.ts';
import { onePage, pager } from './paging.ts';
import {
  organizationLink,
  ownerName,
  personLink,
  pipelineName,
  primaryEmail,
  stageName,
  statusBadge,
} from './pipedrive-names.ts';
import { type HostFacts, hostScript } from './surface-frame.ts';

const listModules = ['host.ts', 'list-actions.ts'];

/** Which page of a list is asked for, and what the app's modal needs when it is opened from there. */
export type ListOptions = { asked: unknown; facts: HostFacts };

/** Pipedrive's deals, newest first. */
export function dealsPage(context: PageContext, memory: PipedriveMemory, options: ListOptions): string {
  const { t } = context;
  const { asked, facts } = options;
  const { items, number, last } = onePage(
    memory.deals.filter((deal) => !deal.is_deleted).toReversed(),
    asked,
  );
  const rows = items.map(
    (
      deal,
    ) => html`<tr>${tickBox(context, deal.id, deal.title)}<td><a href="/pipedrive/deal/${deal.id}">${deal.title}</a></td>
<td>${organizationLink(memory, deal.org_id)}</td><td>${personLink(memory, deal.person_id)}</td>
<td>${pipelineName(memory, deal.pipeline_id)} · ${stageName(memory, deal.stage_id)}</td>
<td>${ownerName(memory, deal.owner_id)}</td><td>${statusBadge(context, deal)}</td></tr>`,
  );
  const heads = [
    '',
    t('Affaire', 'Deal'),
    t('Organisme', 'Organization'),
    t('Personne', 'Person'),
    t('Étape', 'Stage'),
    t('Propriétaire', 'Owner'),
    t('État', 'Status'),
  ];
  const title = t('Affaires', 'Deals');
  return page(
    context,
    { title, section: 'deals', modules: listModules, wide: true },
    html`<div class="head"><h1>${title}</h1>${actionMenu(context)}${newRequestLink(context)}</div>
${table(context, heads, rows)}${pager(context, '/pipedrive/deals', number, last)}
${hostScript(context, facts, { resource: 'deal', view: 'list' })}`,
  );
}

/** Pipedrive's persons, newest first. */
export function personsPage(context: PageContext, memory: PipedriveMemory, options: ListOptions): string {
  const { t } = context;
  const { asked, facts } = options;
  const { items, number, last } = onePage(
    memory.persons.filter((person) => !person.is_deleted).toReversed(),
    asked,
  );
  const rows = items.map(
    (
      person,
    ) => html`<tr>${tickBox(context, person.id, person.name)}<td><a href="/pipedrive/person/${person.id}">${person.name}</a></td>
<td>${primaryEmail(person)}</td><td>${organizationLink(memory, person.org_id)}</td>
<td>${ownerName(memory, person.owner_id)}</td><td>${context.dateTime(person.add_time)}</td></tr>`,
  );
  const heads = [
    '',
    t('Nom', 'Name'),
    t('E-mail', 'E-mail'),
    t('Organisme', 'Organization'),
    t('Propriétaire', 'Owner'),
    t('Ajoutée', 'Added'),
  ];
  const title = t('Personnes', 'People');
  return page(
    context,
    { title, section: 'persons', modules: listModules, wide: true },
    html`<div class="head"><h1>${title}</h1>${actionMenu(context)}${newRequestLink(context)}</div>
${table(context, heads, rows)}${pager(context, '/pipedrive/persons', number, last)}
${hostScript(context, facts, { resource: 'person', view: 'list' })}`,
  );
}

/** Pipedrive's organizations, newest first. */
export function organizationsPage(
  context: PageContext,
  memory: PipedriveMemory,
  { asked, facts }: ListOptions,
): string {
  const { t } = context;
  const { items, number, last } = onePage(
    memory.organizations.filter((organization) => !organization.is_deleted).toReversed(),
    asked,
  );
  const rows = items.map(
    (each) => html`<tr>${tickBox(context, each.id, each.name)}
<td>${organizationLink(memory, each.id)}</td>
<td>${ownerName(memory, each.owner_id)}</td><td>${context.dateTime(each.add_time)}</td></tr>`,
  );
  const heads = ['', t('Nom', 'Name'), t('Propriétaire', 'Owner'), t('Ajouté', 'Added')];
  const title = t('Organismes', 'Organizations');
  return page(
    context,
    { title, section: 'organizations', modules: listModules, wide: true },
    html`<div class="head"><h1>${title}</h1>${actionMenu(context)}</div>
${table(context, heads, rows)}${pager(context, '/pipedrive/organizations', number, last)}
${hostScript(context, facts, { resource: 'organization', view: 'list' })}`,
  );
}

/** A table that follows what happens, or a word when there is nothing yet. */
export function table({ t }: PageContext, heads: readonly string[], rows: readonly Html[]): Html {
  if (rows.length === 0) {
    return html`<div class="table-box" id="list" data-live><p class="empty">${t(
      'Rien pour l’instant.',
      'Nothing yet.',
    )} <a href="/form">${t('Envoyer le formulaire', 'Send the form')}</a></p></div>`;
  }
  return html`<div class="table-box" id="list" data-live><table>
<thead><tr>${heads.map((head) =>
    head ? html`<th scope="col">${head}</th>` : html`<td class="tick"></td>`,
  )}</tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function newRequestLink({ t }: PageContext): Html {
  return html`<a class="button small" href="/form">${t('Nouvelle demande', 'New request')}</a>`;
}
