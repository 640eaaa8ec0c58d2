import { randomUUID } from 'node:crypto';
import type { DecisionChoices, JournalLine, RequestDetails } from '#core/contract/request-view.ts';
import type { ApprovalInput } from '../../../../../services/sync/src/connectors/slack/messages/approval-message.ts';
import type { Wording } from '../../../../../services/sync/src/connectors/slack/messages/wording.ts';
import {
  sampleChoices,
  sampleEffect,
  sampleRequest,
} from '../../../../apps/pipedrive-extension/request-samples.ts';

export const now = new Date('2026-11-22T13:03:00.000Z');
export const french: Wording = { language: 'fr', timeZone: 'Europe/Paris', now };
export const english: Wording = { language: 'en', timeZone: 'Europe/Paris', now };
export const wordings: [string, Wording][] = [
  ['French', french],
  ['English', english],
];

/** No choice of where the deal goes. */
export const oneTarget = { ...sampleChoices, targets: sampleChoices.targets.slice(0, 1) };

export const dealUrl = 'https://example.pipedrive.com/deal/101?a=1&b=2|3';

/** A request of a named person, as most are. */
export function aRequest(overrides: Partial<RequestDetails> = {}): RequestDetails {
  return sampleRequest({
    person: {
      id: 7,
      name: 'Awa Diallo',
      email: 'awa@mairie.example.org',
      emails: ['awa@mairie.example.org'],
      phone: '+33 1 23 45 67 89',
    },
    organization: { id: 9, name: 'Mairie de Plouzané', siren: null },
    reasons: ['Organisme public connu'],
    ...overrides,
  });
}

/** What a decider pressed, and what came of it. */
export function aLine(overrides: Partial<JournalLine> = {}): JournalLine {
  return {
    at: '2026-11-21T09:00:00.000Z',
    text: 'Demande refusée : Particulier ou entreprise → Refus en cours',
    detail: null,
    by: 'Équipe vente',
    from: 'Slack',
    outcome: 'advanced',
    ...overrides,
  };
}

export type ApprovalSample = Partial<Omit<ApprovalInput, 'valueOf'>>;

export function anApproval(overrides: ApprovalSample = {}): ApprovalInput {
  return {
    request: aRequest(),
    restricted: false,
    choices: sampleChoices,
    mention: null,
    promisedAt: null,
    dealUrl,
    valueOf: (effectId) => `sealed.${effectId ?? 'request'}`,
    ...overrides,
  };
}

/** Everything that people and forms send at their worst, each at the length it may have. */
export const nastyTexts = [
  `${'<!channel> <@U123> &lt; *a* _b_ `c` ~d~ :tada: '.repeat(100)}`,
  '&<>'.repeat(1200),
  '👩‍👩‍👧‍👦'.repeat(300),
  `x${'😀'.repeat(1500)}`,
  `بلدية ${'القدس '.repeat(60)}\u202e\u2066`,
  `עיריית ${'תל אביב '.repeat(60)}<https://evil.example|click>`,
  'Mot\n> cité\n```code```\n'.repeat(150),
  'é'.repeat(3000),
  '\ud83d half \ude00',
];

/** A request in which every text of the outside is this one, with everything a request can have. */
export function nastyRequest(text: string, overrides: Partial<RequestDetails> = {}): RequestDetails {
  const problem = { word: 'rejected' as const, title: text, detail: text };
  const effects = Array.from({ length: 15 }, () =>
    sampleEffect({
      id: randomUUID(),
      label: text,
      state: 'dead-letter',
      attempts: 5,
      problem,
    }),
  );
  return aRequest({
    step: 'refused',
    person: { id: 1, name: text, email: `${text}@example.org`, emails: [text, text, text], phone: text },
    organization: { id: 2, name: text.slice(0, 300), siren: null },
    dealTitle: text,
    reasons: Array.from({ length: 30 }, () => text),
    warnings: Array.from({ length: 30 }, () => text),
    priority: true,
    decidedAt: '2026-11-22T13:02:55.000Z',
    decidedBy: text,
    decidedFrom: text,
    decision: text,
    undoUntil: '2026-11-22T13:03:05.000Z',
    proposal: {
      type: 'refuse-request',
      by: text,
      from: text,
      at: '2026-11-22T12:00:00.000Z',
      text,
      note: text.slice(0, 3000),
      mine: false,
    },
    account: { id: 'a', state: 'invited' },
    source: text,
    effects,
    allowedCommands: [
      'accept-request',
      'refuse-request',
      'ask-for-evidence',
      'record-evidence',
      'reconsider-request',
      'undo-decision',
      'confirm-decision',
      'withdraw-proposal',
      'retry-effect',
    ],
    journal: Array.from({ length: 500 }, () =>
      aLine({ text: `${text} → ${text}`, detail: text, by: text, from: text }),
    ),
    attachProposals: [1, 2, 3, 4, 5].map((dealId) => ({ dealId, title: text, because: 'domain' as const })),
    ...overrides,
  });
}

/** Forty targets and as many reasons, with such labels. */
export function nastyChoices(text: string): DecisionChoices {
  const many = Array.from({ length: 40 }, (_, place) => ({ key: `key-${place}`, label: text }));
  return {
    ...sampleChoices,
    targets: [...many, { key: 'k'.repeat(100), label: text }],
    refusalReasons: many,
    sources: many,
  };
}
