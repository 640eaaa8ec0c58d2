import { decidesNothing } from '#core/contract/commands.ts';
import type { EffectView, JournalLine, RequestDetails, RequestView } from '#core/contract/request-view.ts';
import type { EffectKind } from '#core/effects.ts';
import type { Language } from '#core/model/localized.ts';
import { inLanguage } from '#core/model/localized.ts';
import { actorText } from '#core/model/staff-member.ts';
import { allowedCommands } from '#core/processes/account-request/allowed-commands.ts';
import { journalLineText } from '#core/processes/account-request/journal-line-text.ts';
import { effectText, refusalLabel, stepText } from '#core/processes/account-request/journal-texts.ts';
import { priorityText } from '#core/processes/account-request/priority-texts.ts';
import { type AccountRequest, isOpen, readAccountRequest } from '#core/processes/account-request/state.ts';
import { decidersText, surfaceText, withdrawalText } from '#core/processes/account-request/texts.ts';
import { type Settings, targetsOf } from '#core/settings.ts';
import type { EffectRow } from '../store/effects.ts';
import type { InstanceRow } from '../store/instances.ts';
import type { JournalEntry } from '../store/journal.ts';
import type { Caller } from './authenticate-surface.ts';
import { deciderOf, presentProposal } from './present-proposal.ts';
import { markedAsShadow, shadowParts } from './present-shadow.ts';

/** Who looks, and when: a view is made for one reader. */
export type Reader = Pick<Caller, 'company' | 'language' | 'mayDecide' | 'staff' | 'standsInFor'> & {
  now: Date;
};

/** Records about a request, other than its own, that the reader may not see: nothing tells of them. */
export interface Unseen {
  persons: ReadonlySet<number>;
  deals: ReadonlySet<number>;
}

const nothing: Unseen = { persons: new Set(), deals: new Set() };

/** A request as a surface shows it: no stored word leaves here untranslated. */
export function presentRequest(
  row: InstanceRow,
  effects: readonly EffectRow[],
  reader: Reader,
  unseen = nothing,
): RequestView {
  const request = readAccountRequest(row.state, row.version);
  const { decision, person, organization } = request;
  const failing = effects.some(({ state }) => state === 'retrying' || state === 'dead-letter');
  return {
    id: row.id,
    step: request.step,
    person: {
      id: person.id,
      name: person.name,
      email: person.emails[0] ?? null,
      emails: person.emails,
      phone: person.phone,
    },
    organization: organization && { id: organization.id, name: organization.name, siren: null },
    // One that shadow mode would have made is nowhere to be opened.
    dealId: request.dealId !== null && request.dealId < 0 ? null : request.dealId,
    dealTitle: request.dealTitle,
    verdict: request.verdict,
    reasons: request.verdictReasons,
    warnings: warningsOf(request, reader, unseen),
    priority: request.priority !== null,
    submittedAt: request.submittedAt,
    decidedAt: decision?.at ?? null,
    decidedBy: decision && decidersOf(decision, reader.language),
    decidedFrom: decision?.by.surface ?? null,
    decision: decisionText(request, reader),
    proposal: presentProposal(request, reader),
    undoUntil: decision?.undoUntil && decision.doneCount === 0 ? decision.undoUntil : null,
    account: request.account && { id: request.account.id, state: request.account.state },
    activationSentAgainAt: request.activationSentAgainAt,
    conversations: request.conversations.map(({ webUrl: url, ...rest }) => ({ ...rest, url })),
    documents: documentsOf(request),
    effects: shownEffects(request, effects).map((effect) => presentEffect(effect, reader.language)),
    allowedCommands: allowedCommands(request, reader.now.toISOString(), failing, deciderOf(reader)).filter(
      (type) => reader.mayDecide || decidesNothing(type),
    ),
    shadow: shadowParts(request, effects).decision,
    source: request.source,
    revision: row.revision,
  };
}

/** What was sent, with the conversation it stands in. */
function documentsOf({ documents, conversations }: AccountRequest): RequestView['documents'] {
  return documents.map(({ name, size, at, conversationId }) => {
    const url = conversations.find(({ id }) => id === conversationId)?.webUrl ?? '';
    return { name, size, at, url };
  });
}

function decidersOf(
  { by, confirmedBy }: NonNullable<AccountRequest['decision']>,
  language: Language,
): string {
  return decidersText(
    { by: actorText(by, language), and: confirmedBy ? actorText(confirmedBy, language) : '' },
    language,
  );
}

/** The same with its story. */
export function presentDetails(
  row: InstanceRow,
  effects: readonly EffectRow[],
  journal: readonly JournalEntry[],
  attachProposals: RequestDetails['attachProposals'],
  reader: Reader,
  unseen = nothing,
): RequestDetails {
  const { hasLine } = shadowParts(readAccountRequest(row.state, row.version), effects);
  const lines = journal
    .filter(({ event }) => event.type !== 'submission-joined' || !unseen.persons.has(event.joined.personId))
    .map((entry) => presentJournal(entry, hasLine(entry), reader));
  return { ...presentRequest(row, effects, reader, unseen), journal: lines, attachProposals };
}

/** The effects of the decision in force, and any look-up that has trouble. */
function shownEffects({ decision }: AccountRequest, effects: readonly EffectRow[]): EffectRow[] {
  return effects.filter(
    (effect) =>
      effect.decision === decision?.number || effect.state === 'retrying' || effect.state === 'dead-letter',
  );
}

/** An effect in the reader's words. */
export function presentEffect(effect: EffectRow, language: Language): EffectView {
  const { problem, state } = effect;
  const waits = state === 'waiting' || state === 'retrying';
  return {
    id: effect.id,
    kind: effect.kind,
    label: effectText(effect.kind as EffectKind, language),
    state,
    attempts: effect.attempts,
    problem:
      problem && state !== 'done'
        ? { word: problem.word, title: problem.title[language], detail: problem.detail[language] }
        : null,
    dueAt: waits ? effect.dueAt.toISOString() : null,
    doneAt: state === 'done' ? (effect.finishedAt?.toISOString() ?? null) : null,
    shadow: effect.shadow?.map(({ method, path, body }) => ({ method, path, body })) ?? null,
  };
}

/** One line of the story in the reader's words. */
export function presentJournal(
  entry: JournalEntry,
  isShadow: boolean,
  { company, language }: Reader,
): JournalLine {
  const line = journalLineText(entry, language, company.settings);
  const { detail } = line;
  const text = isShadow ? markedAsShadow(line.text, language) : line.text;
  const by = 'by' in entry.event ? entry.event.by : null;
  const moved = entry.stepBefore !== entry.stepAfter && entry.outcome === 'advanced';
  return {
    at: entry.at.toISOString(),
    text: moved ? `${text} → ${stepText(entry.stepAfter, language)}` : text,
    detail,
    by: by && actorText(by, language),
    from: by ? surfaceText(by.surface, language) : null,
    outcome: entry.outcome,
  };
}

function decisionText(request: AccountRequest, { company, language }: Reader): string | null {
  const { decision } = request;
  const fr = language === 'fr';
  if (request.step === 'withdrawn') return withdrawalText(request.withdrawnBecause ?? '', language);
  if (!decision) return null;
  if (decision.type === 'refuse') {
    return `${fr ? 'Refusée : ' : 'Refused: '}${refusalLabel(company.settings, decision.reason, language)}`;
  }
  if (decision.type === 'accept') return acceptedText(decision, company.settings, language);
  if (decision.type === 'reconsider') return fr ? 'Remise à l’examen' : 'Reopened';
  return `${fr ? 'Justificatif demandé : ' : 'Evidence asked for: '}${decision.document}`;
}

function acceptedText(
  decision: Extract<AccountRequest['decision'], { type: 'accept' }>,
  settings: Settings,
  language: Language,
): string {
  const word = language === 'fr' ? 'Acceptée' : 'Accepted';
  const target = targetsOf(settings).find(({ key }) => key === decision.target);
  if (target) return `${word} → ${inLanguage(target.label, language)}`;
  return decision.attachToDealId === null
    ? word
    : `${word}${language === 'fr' ? ', rattachée' : ', attached'}`;
}

function warningsOf(request: AccountRequest, { company, language }: Reader, unseen: Unseen): string[] {
  const fr = language === 'fr';
  const duplicates = request.duplicates.filter(({ personId }) => !unseen.persons.has(personId));
  const otherDeals = request.otherDealIds.filter((id) => !unseen.deals.has(id));
  return [
    ...(request.priority && isOpen(request)
      ? [priorityText(request.priority, company.settings, language)]
      : []),
    ...duplicates.map(({ personName }) =>
      fr
        ? `Une autre fiche porte la même adresse : ${personName}. Fusionnez-les dans Pipedrive si c’est la même personne.`
        : `Another record has the same address: ${personName}. Merge them in Pipedrive if it is the same person.`,
    ),
    ...otherDealsText(otherDeals.length, fr),
    ...(request.evidence?.expired
      ? [fr ? `Jamais reçu : ${request.evidence.document}.` : `Never received: ${request.evidence.document}.`]
      : []),
    ...(request.person.emails.length > 1
      ? [
          fr
            ? `Plusieurs adresses ; le compte sera créé pour ${request.person.emails[0]}.`
            : `Several addresses; the account will be created for ${request.person.emails[0]}.`,
        ]
      : []),
  ];
}

function otherDealsText(count: number, fr: boolean): string[] {
  if (count === 0) return [];
  if (count === 1) {
    return [
      fr
        ? 'Une autre affaire ouverte de la personne ne bougera pas.'
        : 'Another open deal of the person will not move.',
    ];
  }
  return [
    fr
      ? `${count} autres affaires ouvertes de la personne ne bougeront pas.`
      : `${count} other open deals of the person will not move.`,
  ];
}
