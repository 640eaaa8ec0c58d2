import type { PipedriveMemory } from '../pipedrive/records.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import type { PageContext } from './page-context.ts';
import { onePage, pager } from './paging.ts';
import {
  organizationName,
  ownerName,
  personLink,
  pipelineName,
  primaryEmail,
  stageName,
  statusBadge,
} from './pipedrive-names.ts';

/** Pipedrive's deals, newest first. */
export function dealsPage(context: PageContext, memory: PipedriveMemory, asked: unknown): string {
  const { t } = context;
  const { items, number, last } = onePage(
    memory.deals.filter((deal) => !deal.is_deleted).toReversed(),
    asked,
  );
  const rows = items.map(
    (deal) => html`<tr><td><a href="/pipedrive/deal/${deal.id}">${deal.title}</a></td>
<td>${organizationName(memory, deal.org_id)}</td><td>${personLink(memory, deal.person_id)}</td>
<td>${pipelineName(memory, deal.pipeline_id)} · ${stageName(memory, deal.stage_id)}</td>
<td>${ownerName(memory, deal.owner_id)}</td><td>${statusBadge(context, deal)}</td></tr>`,
  );
  const heads = [
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
    { title, section: 'deals', wide: true },
    html`<div class="head"><h1>${title}</h1>${newRequestLink(context)}</div>
${table(context, heads, rows)}${pager(context, '/pipedrive/deals', number, last)}`,
  );
}

/** Pipedrive's persons, newest first. */
export function personsPage(context: PageContext, memory: PipedriveMemory, asked: unknown): string {
  const { t } = context;
  const { items, number, last } = onePage(
    memory.persons.filter((person) => !person.is_deleted).toReversed(),
    asked,
  );
  const rows = items.map(
    (person) => html`<tr><td><a href="/pipedrive/person/${person.id}">${person.name}</a></td>
<td>${primaryEmail(person)}</td><td>${organizationName(memory, person.org_id)}</td>
<td>${ownerName(memory, person.owner_id)}</td><td>${context.dateTime(person.add_time)}</td></tr>`,
  );
  const heads = [
    t('Nom', 'Name'),
    t('E-mail', 'E-mail'),
    t('Organisme', 'Organization'),
    t('Propriétaire', 'Owner'),
    t('Ajoutée', 'Added'),
  ];
  const title = t('Personnes', 'People');
  return page(
    context,
    { title, section: 'persons', wide: true },
    html`<div class="head"><h1>${title}</h1>${newRequestLink(context)}</div>
${table(context, heads, rows)}${pager(context, '/pipedrive/persons', number, last)}`,
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
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function newRequestLink({ t }: PageContext): Html {
  return html`<a class="button small" href="/form">${t('Nouvelle demande', 'New request')}</a>`;
}
