import type { Activity, Deal, PipedriveMemory } from '../pipedrive/records.ts';
import { type Html, html } from './html.ts';
import type { PageContext } from './page-context.ts';
import { ownerName } from './pipedrive-names.ts';

/** What is planned and what was done for a deal, with what a colleague does about it. */
export function activitiesList(context: PageContext, memory: PipedriveMemory, deal: Deal): Html {
  const own = memory.activities.filter((each) => each.deal_id === deal.id && !each.is_deleted);
  if (own.length === 0) return html`<p class="soft">${context.t('Aucune activité', 'No activities')}</p>`;
  return html`<ul class="notes" id="activities">${own.map((each) => activityLine(context, memory, each))}</ul>`;
}

function activityLine({ t }: PageContext, memory: PipedriveMemory, activity: Activity): Html {
  const { id, type, subject, owner_id, due_date, done, deal_id } = activity;
  const typeName = memory.activityTypes.find(({ key_string }) => key_string === type)?.name ?? type;
  const action = `/pipedrive/deal/${deal_id}/activity/${id}`;
  const state = done ? html` · <strong>${t('fait', 'done')}</strong>` : '';
  return html`<li data-activity="${id}"><p>${typeName} : ${subject}</p>
<small>${ownerName(memory, owner_id)} · ${due_date ?? '—'}${state}</small>
<div class="inline">${done ? '' : openActs(t, action, due_date)}
<form method="post" action="${action}/delete"><button class="negative small" data-act="delete">${t('Supprimer', 'Delete')}</button></form></div></li>`;
}

function openActs(t: PageContext['t'], action: string, dueOn: string | null): Html {
  return html`<form method="post" action="${action}/done"><button class="plain small" data-act="done">${t('Marquer faite', 'Mark as done')}</button></form>
<form class="inline" method="post" action="${action}/move"><label>${t('Jour', 'Day')}<input type="date" name="dueOn" value="${dueOn ?? ''}" required></label>
<button class="plain small" data-act="move">${t('Déplacer', 'Move')}</button></form>`;
}

/** Calls, meetings and answers, as they happen between colleagues and clients. */
export function activityActs({ t }: PageContext, memory: PipedriveMemory, deal: Deal): Html {
  const action = `/pipedrive/deal/${deal.id}`;
  const types = (chosen: string) =>
    memory.activityTypes.map(
      ({ key_string, name }) =>
        html`<option value="${key_string}"${key_string === chosen ? html` selected` : ''}>${name}</option>`,
    );
  return html`<details class="card human" id="activity-acts"><summary>${t('Appels, rendez-vous et réponses', 'Calls, meetings and answers')}</summary>
<form class="inline" method="post" action="${action}/activity"><input type="hidden" name="done" value="yes">
<label>${t('Type', 'Type')}<select name="type">${types('call')}</select></label>
<label>${t('Objet', 'Subject')}<input name="subject" value="${t('Appel', 'Call')}" required></label>
<button class="plain small" id="log-call">${t('Noter un appel passé', 'Log a call that was made')}</button></form>
<form class="inline" method="post" action="${action}/activity">
<label>${t('Type', 'Type')}<select name="type">${types('meeting')}</select></label>
<label>${t('Objet', 'Subject')}<input name="subject" value="${t('Rendez-vous', 'Meeting')}" required></label>
<label>${t('Jour', 'Day')}<input type="date" name="dueOn" required></label>
<button class="plain small" id="plan-meeting">${t('Planifier', 'Plan')}</button></form>
<form class="inline" method="post" action="${action}/reply"><button class="plain small" id="log-reply">${t('Le client répond par mail', 'The client answers by mail')}</button></form>
</details>`;
}
