import { DriftKind } from '#core/model/drift.ts';
import type { Language } from '#core/model/localized.ts';
import type { TokenDay } from '#core/token-forecast.ts';
import { examineTokens } from '../../doctor/examine-tokens.ts';
import type { OperatingFigures } from '../../store/operating-figures.ts';
import { type Html, html } from '../request-form/html.ts';
import { consolePage, tableOf, tabPaths, whenText } from './layout.ts';
import { consoleTexts } from './texts.ts';

/** What the overview shows. */
export interface Overview extends OperatingFigures {
  backlog: readonly { what: string; state: string; count: number }[];
  /** Today's tokens (UTC) of the companies of which they are known. */
  tokens: ReadonlyMap<string, TokenDay>;
  /** The public addresses of the nodes alive. */
  nodes: readonly string[];
  now: Date;
}

const drifts = DriftKind.options.map((kind) => [`drifts ${kind}`, tabPaths.drift]);
const links: Record<string, string> = {
  ...Object.fromEntries(drifts),
  'effects dead-letter': tabPaths['dead-letters'],
  'deliveries failed': `${tabPaths.deliveries}?state=failed`,
  'deliveries unreadable': `${tabPaths.deliveries}?state=unreadable`,
  'deliveries recorded': `${tabPaths.deliveries}?state=recorded`,
};

/** Queues, what is late, companies and nodes. */
export function overviewPage(overview: Overview, language: Language): string {
  const t = consoleTexts[language];
  const { backlog, companies, nodes } = overview;
  const figure = (name: string, value: Html | string | number) =>
    html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const content = html`<p class="soft">${t.at} ${whenText(overview.now)}</p>
<dl class="figures">
${figure(t.oldestEffect, whenText(overview.oldestEffect))}
${figure(t.oldestDelivery, whenText(overview.oldestDelivery))}
${figure(t.lateTimers, overview.lateTimerCount)}
${figure(t.received, overview.receivedCount)}
</dl>
${tableOf(t.backlog, [t.what, t.state, t.count], backlog.map(backlogRow), t.nothing)}
${tableOf(
  t.companies,
  [t.company, t.state, t.spent, t.forecast],
  companies.map(
    ({ id, state, spentTokens }) =>
      html`<tr><td>${id}</td><td>${state}</td><td>${spentTokens}</td><td>${forecastOf(overview, id, language)}</td></tr>`,
  ),
  t.nothing,
)}
${tableOf(
  t.nodes,
  [t.address],
  nodes.map((address) => html`<tr><td>${address}</td></tr>`),
  t.nothing,
)}`;
  return consolePage({ language, title: t.overview, signedIn: 'overview' }, content);
}

/** What is left of a company's tokens of today, and what waits from when on (UTC). */
function forecastOf({ tokens, now }: Overview, companyId: string, language: Language): string {
  const [check] = examineTokens({ day: tokens.get(companyId) ?? null, timeZone: 'UTC' }, now);
  return check?.detail[language] ?? consoleTexts[language].unknown;
}

function backlogRow({ what, state, count }: Overview['backlog'][number]): Html {
  const to = links[`${what} ${state}`];
  const words = to === undefined ? html`${state}` : html`<a href="${to}">${state}</a>`;
  return html`<tr><td>${what}</td><td>${words}</td><td>${count}</td></tr>`;
}
