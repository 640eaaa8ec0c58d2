import type { Webhook } from '../helpscout/records.ts';
import type { Subscription } from '../pipedrive/records.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import { table } from './lists-pages.ts';
import type { PageContext } from './page-context.ts';
import { memoryOf, type SandboxParts } from './parts.ts';

const shownCalls = 100;

/** What the service asked the stand-ins, newest first, and the webhooks they send to it. */
export function callsPage(context: PageContext, parts: SandboxParts): string {
  const { t } = context;
  const calls = parts.calls.list().slice(-shownCalls).reverse();
  const rows = calls.map(
    (call) => html`<tr><td>${context.dateTime(call.at)}</td><td>${call.vendor}</td>
<td><code>${call.method} ${call.path}</code>${body(context, call.body)}</td>
<td>${status(context, call.status)}</td><td>${call.tokenCost || ''}</td></tr>`,
  );
  const title = t('Journal des appels', 'Call log');
  const heads = [
    t('Quand', 'When'),
    t('Doublure', 'Stand-in'),
    t('Appel', 'Call'),
    t('Réponse', 'Answer'),
    t('Jetons', 'Tokens'),
  ];
  return page(
    context,
    { title, section: 'calls', wide: true },
    html`<h1>${title}</h1>
<section class="card"><h2>${t('Webhooks de Pipedrive', 'Pipedrive’s webhooks')}</h2>${webhooks(context, memoryOf(parts, context.company.id).subscriptions)}</section>
<section class="card"><h2>${t('Webhooks de Help Scout', 'Help Scout’s webhooks')}</h2>${helpscoutWebhooks(context, parts.helpscout.memory.webhooks)}</section>
<p class="soft">${t('Les 100 derniers appels ; tout est dans', 'The last 100 calls; all of them are in')}
<a href="/sandbox/calls"><code>/sandbox/calls</code></a> ·
<span data-count="tokens">${parts.calls.tokensSpent()}</span> ${t('jetons Pipedrive dépensés', 'Pipedrive tokens spent')}</p>
${table(context, heads, rows)}`,
  );
}

function webhooks(context: PageContext, subscriptions: readonly Subscription[]): Html {
  const { t } = context;
  return html`<ul>${subscriptions.map(
    (each) => html`<li><strong>${each.name}</strong> <code>${each.event_action}.${each.event_object}</code> →
<code>${each.subscription_url}</code> ${
      each.last_delivery_time
        ? html`<span class="soft">${t('dernier envoi', 'last sent')} ${context.dateTime(each.last_delivery_time)}</span>
${status(context, each.last_http_status)}`
        : html`<span class="soft">${t('rien d’envoyé encore', 'nothing sent yet')}</span>`
    }</li>`,
  )}</ul>`;
}

function helpscoutWebhooks({ t }: PageContext, webhooks: readonly Webhook[]): Html {
  return html`<ul>${webhooks.map(
    ({
      label,
      url,
      events,
      state,
      droppedCount,
    }) => html`<li><strong>${label}</strong> <code>${events.join(' ')}</code> →
<code>${url}</code> ${
      state === 'enabled'
        ? html`<span class="badge good">${t('actif', 'enabled')}</span>`
        : html`<span class="badge bad">${t('désactivé', 'disabled')}</span>`
    } <span class="soft">${droppedCount} ${t('envoi(s) abandonné(s)', 'event(s) given up')}</span></li>`,
  )}</ul>`;
}

function status({ t }: PageContext, value: number | null): Html {
  if (value === null) return html`<span class="badge warn">${t('sans réponse', 'no answer')}</span>`;
  return html`<span class="badge ${value < 400 ? 'good' : 'bad'}">${value}</span>`;
}

function body({ t }: PageContext, content: unknown): Html {
  if (content === null || content === undefined) return html``;
  return html`<details><summary class="soft">${t('Corps', 'Body')}</summary><pre class="mail-text">${JSON.stringify(content, null, 2)}</pre></details>`;
}
