import type { DecisionChoices, EffectView, RequestDetails } from '#core/contract/request-view.ts';

/** A pending request that may be decided, with whatever differs. */
export function sampleRequest(overrides: Partial<RequestDetails> = {}): RequestDetails {
  return {
    id: '6b2f3c1e-7f0f-4a52-9a7e-1d3a5f0c9b10',
    step: 'pending',
    person: {
      id: 7,
      name: 'Accueil',
      email: 'accueil@example.org',
      emails: ['accueil@example.org'],
      phone: null,
    },
    organization: { id: 9, name: 'Mairie', siren: '213105554' },
    dealId: 101,
    dealTitle: 'Mairie',
    verdict: 'eligible',
    reasons: [],
    warnings: [],
    priority: false,
    submittedAt: '2026-11-22T12:00:00.000Z',
    decidedAt: null,
    decidedBy: null,
    decidedFrom: null,
    decision: null,
    proposal: null,
    undoUntil: null,
    account: null,
    activationSentAgainAt: null,
    conversations: [],
    documents: [],
    effects: [],
    allowedCommands: ['accept-request', 'refuse-request', 'ask-for-evidence'],
    shadow: false,
    source: 'pipedrive',
    revision: 1,
    journal: [],
    attachProposals: [],
    ...overrides,
  };
}

/** An effect that waits, with whatever differs. */
export function sampleEffect(overrides: Partial<EffectView> = {}): EffectView {
  return {
    id: 'e9a5b1c2-0d3e-4f56-8a7b-9c0d1e2f3a4b',
    kind: 'send-email',
    label: 'Envoyer le mail',
    state: 'waiting',
    attempts: 0,
    problem: null,
    dueAt: null,
    doneAt: null,
    shadow: null,
    ...overrides,
  };
}

export const sampleChoices: DecisionChoices = {
  targets: [
    { key: 'suspect', label: 'Suspect' },
    { key: 'client', label: 'Client' },
  ],
  refusalReasons: [
    { key: 'individual', label: 'Particulier' },
    { key: 'form-filler', label: 'Formulaire' },
  ],
  undoSeconds: 10,
  deciders: ['Équipe vente'],
  sources: [],
  owners: [],
  formUrl: null,
};
