import {
  type MisbehaviourKind,
  type MisbehaviourRule,
  type MisbehaviourRules,
  misbehaviourKinds,
  type Vendor,
  vendors,
} from '../misbehaviour.ts';
import { type Html, html } from './html.ts';
import type { PageContext } from './page-context.ts';

/** The switches of the vendors' bad days: what is on, and a form per vendor to add one. */
export function misbehaviourPanel(context: PageContext, rules: MisbehaviourRules): Html {
  const { t } = context;
  const active = rules.list();
  return html`<section class="card" id="misbehaviour" aria-labelledby="misbehaviour-title">
<h2 id="misbehaviour-title">${t('Pannes à la demande', 'Faults on demand')}</h2>
<p class="soft">${t(
    'Le vrai monde est parfois lent, refuse, ou coupe la ligne. Allumez une panne et regardez comment Passerelle s’en sort.',
    'The real world is slow at times, refuses, or cuts the line. Switch a fault on and watch how Passerelle copes.',
  )}</p>
<div id="rules" data-live>${
    active.length > 0
      ? html`<ul class="rules">${active.map((rule) => ruleLine(context, rule))}</ul>`
      : html`<p class="notice">${t('Aucune panne : tout va bien.', 'No fault: all is well.')}</p>`
  }</div>
<div class="columns">${vendors.map((vendor) => vendorForm(context, vendor))}</div>
</section>`;
}

function ruleLine(context: PageContext, rule: MisbehaviourRule): Html {
  const { t } = context;
  const left = rule.count === undefined ? t('jusqu’à l’arrêt', 'until switched off') : `× ${rule.count}`;
  return html`<li><span><strong>${vendorName(context, rule.vendor)}</strong> : ${kindName(context, rule.kind)}${
    rule.after ? t(' (après l’écriture)', ' (after the write)') : ''
  } <small>${left}</small></span>
<form method="post" action="/sandbox/misbehaviour/${rule.id}/remove"><input type="hidden" name="back" value="/#misbehaviour">
<button class="plain small">${t('Arrêter', 'Switch off')}</button></form></li>`;
}

function vendorForm(context: PageContext, vendor: Vendor): Html {
  const { t } = context;
  const name = vendorName(context, vendor);
  return html`<form method="post" action="/sandbox/misbehaviour" class="inline" aria-label="${name}">
<h3>${name}</h3>
<input type="hidden" name="vendor" value="${vendor}"><input type="hidden" name="back" value="/#misbehaviour">
<label>${t('Panne', 'Fault')}<select name="kind">${misbehaviourKinds(vendor).map(
    (kind) => html`<option value="${kind}">${kindName(context, kind)}</option>`,
  )}</select></label>
<label>${t('Combien de fois', 'How many times')}<select name="count">
<option value="1">1</option><option value="3">3</option><option value="">${t('sans fin', 'endless')}</option>
</select></label>
<button class="plain small">${t('Allumer', 'Switch on')}</button>
</form>`;
}

function vendorName({ t }: PageContext, vendor: Vendor): string {
  const names: Record<Vendor, string> = {
    pipedrive: 'Pipedrive',
    accounts: t('Annuaire des comptes', 'Account directory'),
    mail: t('Messagerie', 'Mail'),
    webhooks: t('Webhooks de Pipedrive', 'Pipedrive’s webhooks'),
    slack: 'Slack',
    helpscout: 'Help Scout',
    'helpscout-webhooks': t('Webhooks de Help Scout', 'Help Scout’s webhooks'),
  };
  return names[vendor];
}

function kindName({ t }: PageContext, kind: MisbehaviourKind): string {
  const names: Record<MisbehaviourKind, string> = {
    latency: t('lent (1 s)', 'slow (1 s)'),
    '429': t('trop de requêtes (429)', 'too many requests (429)'),
    '500': t('en panne (500)', 'broken (500)'),
    '403-html': t('bloqué, page HTML (403)', 'blocked, HTML page (403)'),
    '403': t('activités interdites (403)', 'activities forbidden (403)'),
    '400': t('refuse la demande (400)', 'rejects the request (400)'),
    '404': t('introuvable (404)', 'not found (404)'),
    '401': t('refuse le jeton (401)', 'refuses the token (401)'),
    reset: t('coupe la ligne', 'cuts the line'),
    timeout: t('ne répond jamais', 'never answers'),
    error: t('refuse le jeton (invalid_auth)', 'refuses the token (invalid_auth)'),
    duplicate: t('envoie deux fois', 'sends twice'),
    late: t('en retard', 'late'),
    lost: t('perdu', 'lost'),
    reorder: t('dans le désordre', 'out of order'),
    stale: t('avec un ancien contenu', 'with old content'),
  };
  return names[kind];
}
