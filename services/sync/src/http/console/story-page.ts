import type { EffectKind } from '#core/effects.ts';
import type { Event } from '#core/events.ts';
import type { Language } from '#core/model/localized.ts';
import { effectText } from '#core/processes/account-request/journal-texts.ts';
import { withoutAddresses } from '../../operating/without-addresses.ts';
import type { EffectRow } from '../../store/effects.ts';
import type { InstanceRow } from '../../store/instances.ts';
import type { JournalEntry } from '../../store/journal.ts';
import { type Html, html } from '../request-form/html.ts';
import { consolePage, tableOf, tabPaths, whenText } from './layout.ts';
import { consoleTexts } from './texts.ts';

/** One process instance with its whole story. */
export interface Story {
  instance: InstanceRow;
  /** Newest first. */
  journal: readonly JournalEntry[];
  effects: readonly EffectRow[];
  timers: readonly { name: string; dueAt: Date }[];
}

/** What was looked for, and what was found: nothing, several to choose from, or one. */
export interface StoryView {
  asked: string;
  found: readonly InstanceRow[];
  story: Story | null;
}

/** Finds an instance and tells its story in steps and instants; what it says of persons is read on the surfaces. */
export function storyPage({ asked, found, story }: StoryView, language: Language): string {
  const t = consoleTexts[language];
  const content = html`<form method="get" action="${tabPaths.story}" class="bar">
<label>${t.find}<input name="find" value="${asked}" autocomplete="off" spellcheck="false"></label><button>${t.search}</button></form>
${asked !== '' && found.length === 0 && html`<p role="status">${t.notFound}</p>`}
${story ? whole(story, language) : found.length > 0 && tableOf(t.story, [t.story, t.step, t.begun], found.map(choice), t.nothing)}`;
  return consolePage({ language, title: t.story, signedIn: 'story' }, content);
}

function choice({ id, process, company, step, createdAt }: InstanceRow): Html {
  return html`<tr><td><a href="${tabPaths.story}?find=${id}">${process}</a> <span class="soft">${company}</span></td>
<td>${step}</td><td class="when">${whenText(createdAt)}</td></tr>`;
}

function whole({ instance, journal, effects, timers }: Story, language: Language): Html {
  const t = consoleTexts[language];
  const { id, process, company, step, createdAt } = instance;
  return html`<h2>${process}</h2>
<p>${t.step} <strong>${step}</strong>, ${t.company} ${company}, ${t.begun} ${whenText(createdAt)} <code>${id}</code></p>
${tableOf(
  t.timers,
  [t.timers, t.due],
  timers.map(({ name, dueAt }) => html`<tr><td>${name}</td><td class="when">${whenText(dueAt)}</td></tr>`),
  t.nothing,
)}
${tableOf(
  t.effects,
  [t.effect, t.state, t.tries, t.due, t.problem],
  effects.map((effect) => effectRow(effect, language)),
  t.nothing,
)}
${tableOf(t.journal, [t.when, t.event, t.outcome, t.step, t.by], journal.map(journalRow), t.nothing)}`;
}

function effectRow(
  { kind, state, attempts, dueAt, finishedAt, problem }: EffectRow,
  language: Language,
): Html {
  return html`<tr><td>${effectText(kind as EffectKind, language)}</td><td>${state}</td><td>${attempts}</td>
<td class="when">${whenText(finishedAt ?? dueAt)}</td><td>${problem && withoutAddresses(problem.title[language])}</td></tr>`;
}

function journalRow({ at, event, outcome, reason, stepBefore, stepAfter }: JournalEntry): Html {
  const steps = stepBefore === stepAfter || stepBefore === null ? stepAfter : `${stepBefore} → ${stepAfter}`;
  return html`<tr><td class="when">${whenText(at)}</td><td>${event.type}</td>
<td>${outcome}${reason && html` <span class="soft">${reason.key}</span>`}</td><td>${steps}</td><td>${byWhom(event)}</td></tr>`;
}

function byWhom(event: Event): string {
  if (!('by' in event) || !event.by) return '';
  return `${event.by.name} (${event.by.surface})`;
}
