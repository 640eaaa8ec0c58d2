import type { Context } from '@helpscout/javascript-sdk/dist/cjs/types/Context.js';
import type { Conversation } from '../../helpscout/records.ts';
import { type Html, html, jsonScript } from '../html.ts';
import { contextOf } from './app-context.ts';
import type { Desk } from './desk.ts';

export const answerModes = ['now', 'late', 'never'] as const;
export type AnswerMode = (typeof answerModes)[number];

/** Our app in the sidebar. */
export type AppPlace = {
  /** The signed address of the frame. */
  src: string;
  installationId: string;
  answers: AnswerMode;
};

/** Help Scout names the frame `app-<installation>` (helpscout.md 4.5); browser/helpscout.ts opens it. */
export function appFrame(desk: Desk, conversation: Conversation, app: AppPlace): Html {
  const { t } = desk.context;
  return html`<section class="hs-box hs-app" aria-labelledby="hs-app-title"><h2 id="hs-app-title"><span class="brand-mark" aria-hidden="true"></span>Passerelle</h2>
<iframe id="surface" name="app-${app.installationId}" title="Passerelle"></iframe>
<noscript><p class="notice">${t('L’application a besoin de JavaScript.', 'The app needs JavaScript.')}</p></noscript></section>
${behaviour(desk, conversation, app)}${jsonScript('helpscout-config', config(desk, app))}`;
}

/** What the app is told; taken anew by the page whenever something changes. */
export function appContext(desk: Desk, conversation: Conversation): Html {
  const context: Context = contextOf(desk, conversation);
  return html`<div id="hs-context" data-live hidden>${jsonScript('helpscout-context', context)}</div>`;
}

/** How the page of the vendor behaves towards the app: for trying what is rare. */
function behaviour(desk: Desk, conversation: Conversation, app: AppPlace): Html {
  const { t } = desk.context;
  const names: Record<AnswerMode, string> = {
    now: t('tout de suite', 'at once'),
    late: t('3 secondes en retard', '3 seconds late'),
    never: t('jamais', 'never'),
  };
  return html`<details class="hs-box"><summary>${t('Mauvais jours de la page', 'Bad days of the page')}</summary>
<form class="inline hs-quick"><label>${t('Elle répond à l’application', 'It answers the app')}<select name="answers" data-submit-on-change>${answerModes.map(
    (mode) =>
      html`<option value="${mode}"${mode === app.answers ? html` selected` : ''}>${names[mode]}</option>`,
  )}</select></label><button class="plain small">${t('Changer', 'Change')}</button></form>
${otherContext(desk, conversation)}
<div class="actions"><button type="button" class="plain small" data-reopen-app="mute">${t('Recharger le cadre (SDK muet)', 'Reload the frame (SDK mute)')}</button>
<button type="button" class="plain small" data-reopen-app="anew">${t('Rouvrir l’application', 'Reopen the app')}</button></div>
<h3>${t('Ce que dit l’application', 'What the app says')}</h3><ol id="app-messages"></ol></details>`;
}

/** Another conversation is shown while the frame stays: all the app hears is a new context. */
function otherContext({ memory, context: { t } }: Desk, { id: openId }: Conversation): Html {
  const others = memory.conversations.filter(({ id, state }) => id !== openId && state !== 'deleted');
  if (others.length === 0) return html``;
  return html`<p><label>${t('Passer à une autre conversation dans le même cadre', 'Go to another conversation in the same frame')}
<select data-tell-context><option value="">${t('(celle-ci)', '(this one)')}</option>${others.map(
    ({ id, number, subject }) => html`<option value="${id}">#${number} ${subject}</option>`,
  )}</select></label></p>`;
}

/** Read by browser/helpscout-config.ts. */
function config({ context: { t } }: Desk, { src, answers }: AppPlace): unknown {
  return {
    src,
    answers,
    styles: hostStyles,
    texts: {
      ok: t('Confirmer', 'Confirm'),
      cancel: t('Annuler', 'Cancel'),
      close: t('Fermer', 'Close'),
      notCopied: t('Le navigateur n’a pas laissé copier.', 'The browser did not let it copy.'),
    },
  };
}

/** The host's own look in short: 13 px, its family first (helpscout.md 6). */
const hostStyles =
  'body{margin:0;font:13px/1.5 "Aktiv Grotesk",system-ui,sans-serif;color:#314351}a{color:#1168ab}';
