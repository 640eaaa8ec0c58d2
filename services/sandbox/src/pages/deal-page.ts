import type { Deal, PipedriveMemory, Stage } from '../pipedrive/records.ts';
import { activitiesList, activityActs } from './deal-activities.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import type { PageContext } from './page-context.ts';
import {
  customFacts,
  noteText,
  organizationLink,
  ownerName,
  personLink,
  pipelineName,
  statusBadge,
} from './pipedrive-names.ts';
import { type HostFacts, surfaceFrame } from './surface-frame.ts';
import { visibilityForm } from './visibility-form.ts';

/** A deal as Pipedrive shows it, with our panel at its side. */
export function dealPage(
  context: PageContext,
  memory: PipedriveMemory,
  deal: Deal,
  facts: HostFacts,
): string {
  return page(
    context,
    { title: deal.title, section: 'deals', modules: ['host.ts'], wide: true },
    html`<div class="detail"><div>
<div id="deal" data-live data-deal="${deal.id}">
${header(context, memory, deal)}
<div class="columns">
<section class="card"><h2>${context.t('Résumé', 'Summary')}</h2>${summary(context, memory, deal)}</section>
<section class="card"><h2>${context.t('Participants', 'Participants')}</h2>${participants(context, memory, deal)}</section>
</div>
<section class="card"><h2>${context.t('Activités', 'Activities')}</h2>${activitiesList(context, memory, deal)}</section>
<section class="card"><h2>${context.t('Notes', 'Notes')}</h2>${notesList(context, memory, deal)}</section>
</div>
${activityActs(context, memory, deal)}
${humanActs(context, memory, deal)}
</div>
<div>${surfaceFrame(context, facts, {
      path: '/surfaces/pipedrive/panel',
      kind: 'panel',
      resource: 'deal',
      selectedId: deal.id,
    })}</div></div>`,
  );
}

function header(context: PageContext, memory: PipedriveMemory, deal: Deal): Html {
  const stages = memory.stages
    .filter((stage) => stage.pipeline_id === deal.pipeline_id && isShown(stage, deal))
    .sort((one, other) => one.order_nr - other.order_nr);
  const current = stages.findIndex((stage) => stage.id === deal.stage_id);
  return html`<section class="card">
<div class="head"><h1 id="deal-title">${deal.title}</h1>${statusBadge(context, deal)}</div>
<p class="soft">${context.t('Pipeline :', 'Pipeline:')} <strong id="deal-pipeline">${pipelineName(memory, deal.pipeline_id)}</strong></p>
<ol class="stages" aria-label="${context.t('Étapes', 'Stages')}">${stages.map((stage, index) => {
    if (index === current) return html`<li aria-current="step" title="${stage.name}">${stage.name}</li>`;
    return html`<li class="${index < current ? 'past' : ''}" title="${stage.name}">${stage.name}</li>`;
  })}</ol>
</section>`;
}

/** A deleted stage is shown for a deal that still stands in it. */
function isShown(stage: Stage, deal: Deal): boolean {
  return !stage.is_deleted || stage.id === deal.stage_id;
}

function summary(context: PageContext, memory: PipedriveMemory, deal: Deal): Html {
  const { t, dateTime } = context;
  const facts: [string, string | Html][] = [
    [t('Personne', 'Person'), personLink(memory, deal.person_id)],
    [t('Organisme', 'Organization'), organizationLink(memory, deal.org_id)],
    [t('Propriétaire', 'Owner'), html`<span id="deal-owner">${ownerName(memory, deal.owner_id)}</span>`],
    [t('Ajoutée', 'Added'), dateTime(deal.add_time)],
    [t('Modifiée', 'Changed'), dateTime(deal.update_time)],
  ];
  if (deal.lost_reason)
    facts.push([
      t('Raison de perte', 'Lost reason'),
      html`<span id="lost-reason">${deal.lost_reason}</span>`,
    ]);
  return factList([...facts, ...customFacts(memory, 'deal', deal.custom_fields)]);
}

/** Names and values, one under the other. */
export function factList(facts: readonly (readonly [string, string | Html])[]): Html {
  return html`<dl class="facts">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

function participants({ t }: PageContext, memory: PipedriveMemory, deal: Deal): Html {
  const list = memory.participants.filter((participant) => participant.deal_id === deal.id);
  if (list.length === 0) return html`<p class="soft">${t('Aucun', 'None')}</p>`;
  return html`<ul id="participants">${list.map(
    (participant) => html`<li>${personLink(memory, participant.person_id)}</li>`,
  )}</ul>`;
}

function notesList({ t, dateTime }: PageContext, memory: PipedriveMemory, deal: Deal): Html {
  const notes = memory.notes.filter((note) => note.deal_id === deal.id && note.active_flag).toReversed();
  if (notes.length === 0) return html`<p class="soft">${t('Aucune note', 'No notes')}</p>`;
  return html`<ul class="notes">${notes.map(
    (note) =>
      html`<li><p>${noteText(note.content)}</p><small>${ownerName(memory, note.user_id)} · ${dateTime(note.add_time)}</small></li>`,
  )}</ul>`;
}

function humanActs(context: PageContext, memory: PipedriveMemory, deal: Deal): Html {
  const { t } = context;
  const action = `/pipedrive/deal/${deal.id}`;
  return html`<details class="card human" id="human-acts"><summary>${t('Agir à la main, comme un collègue dans Pipedrive', 'Act by hand, as a colleague in Pipedrive would')}</summary>
${ownerForm(context, memory, `${action}/owner`, deal.owner_id)}
${visibilityForm(context, `${action}/visibility`, deal.visible_to)}
<form class="inline" method="post" action="${action}/stage"><label>${t('Étape', 'Stage')}<select name="stageId">${memory.stages
    .filter((stage) => isShown(stage, deal))
    .map(
      (stage) =>
        html`<option value="${stage.id}"${stage.id === deal.stage_id ? html` selected` : ''}>${pipelineName(memory, stage.pipeline_id)} · ${stage.name}</option>`,
    )}</select></label><button class="plain small" id="move-stage">${t('Déplacer', 'Move')}</button></form>
<form class="inline" method="post" action="${action}/lost"><label>${t('Raison de perte', 'Lost reason')}<input name="reason" value=""></label>
<button class="plain small" id="mark-lost">${t('Marquer perdue', 'Mark as lost')}</button></form>
<div class="inline">
${actButton(`${action}/won`, 'mark-won', t('Marquer gagnée', 'Mark as won'), 'plain')}
${actButton(`${action}/reopen`, 'reopen', t('Rouvrir', 'Reopen'), 'plain')}
${actButton(`${action}/delete`, 'delete-deal', t('Supprimer l’affaire', 'Delete the deal'), 'negative')}
</div>
</details>`;
}

/** A form to hand a record to another owner. */
export function ownerForm(
  { t }: PageContext,
  memory: PipedriveMemory,
  action: string,
  ownerId: number,
): Html {
  return html`<form class="inline" method="post" action="${action}"><label>${t('Propriétaire', 'Owner')}<select name="ownerId">${memory.users.map(
    (user) =>
      html`<option value="${user.id}"${user.id === ownerId ? html` selected` : ''}>${user.name}</option>`,
  )}</select></label><button class="plain small" id="change-owner">${t('Changer', 'Change')}</button></form>`;
}

/** A button that posts. */
export function actButton(action: string, id: string, label: string, look: 'plain' | 'negative'): Html {
  return html`<form method="post" action="${action}"><button class="${look} small" id="${id}">${label}</button></form>`;
}
