import type { OpenView } from '../../slack/records.ts';
import { type Html, html } from '../html.ts';
import { blocksOf } from './blocks.ts';
import { plainText } from './mrkdwn.ts';
import type { Viewer } from './viewer.ts';

/** The modal on top for the person, as a template that the browser's script opens in a dialog. */
export function viewTemplate(viewer: Viewer): Html {
  const view = viewer.memory.views.findLast(
    ({ user, type }) => user === viewer.person.id && type === 'modal',
  );
  return html`<div id="slack-views" data-follow hidden>${view ? template(view, viewer) : ''}</div>`;
}

function template(view: OpenView, { reader }: Viewer): Html {
  const { t } = reader.context;
  const cancel = view.close?.text ?? t('Annuler', 'Cancel');
  const closing = view.previous_view_id && !view.close ? t('Retour', 'Back') : cancel;
  // The hash tells the script of an update that draws the same.
  return html`<template id="template-${view.id}-${view.hash.replace(/\W/g, '-')}"><form class="slack-view-form" novalidate data-view="${view.id}" data-container="view">
<div class="slack-view-head"><h2 id="slack-view-title">${plainText(view.title?.text ?? '')}</h2>
<button type="button" class="quiet" data-close="all" aria-label="${t('Fermer', 'Close')}">✕</button></div>
<div class="slack-view-body slack-body" tabindex="0" role="group" aria-labelledby="slack-view-title">${blocksOf(view.blocks, { reader, prefix: view.id })}</div>
<p class="slack-view-trouble" role="alert"></p>
<div class="slack-view-foot"><button type="button" class="slack-button" data-close="one">${plainText(closing)}</button>${
    view.submit
      ? html`<button type="submit" class="slack-button primary">${plainText(view.submit.text)}</button>`
      : ''
  }</div></form></template>`;
}
