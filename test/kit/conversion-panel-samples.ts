import type {
  ConversionDetails,
  ConversionPanel,
  FollowUpView,
  UseCaseView,
} from '#core/contract/conversion-view.ts';
import { choicesSample, sampleConversion, samplePromise } from './pipeline-samples.ts';

/** A use of the client, with whatever differs. */
export function sampleUseCase(overrides: Partial<UseCaseView> = {}): UseCaseView {
  return {
    number: 1,
    title: 'Inscriptions scolaires',
    state: 'found',
    blocker: null,
    changedAt: '2026-11-12T09:00:00.000Z',
    ...overrides,
  };
}

/** Being followed up, with whatever differs. */
export function sampleFollowUp(overrides: Partial<FollowUpView> = {}): FollowUpView {
  return {
    rule: 'silent',
    label: 'Suspects sans contact',
    version: 2,
    versionSince: '2026-11-12T09:00:00.000Z',
    isOlderVersion: false,
    state: 'active',
    enrolledAt: '2026-11-16T09:00:00.000Z',
    by: null,
    stoppedBecause: null,
    steps: [
      { kind: 'mail', text: 'Relance 1', at: '2026-11-17T09:00:00.000Z', state: 'done' },
      { kind: 'task', text: 'Appeler', at: '2026-11-26T09:00:00.000Z', state: 'next' },
      { kind: 'mail', text: 'Relance 2', at: null, state: 'later' },
    ],
    ...overrides,
  };
}

/** A customer whose use cases are being collected, with their story and whatever differs. */
export function sampleDetails(overrides: Partial<ConversionDetails> = {}): ConversionDetails {
  return {
    ...sampleConversion(),
    requestId: null,
    presentation: null,
    procedure: null,
    promises: [samplePromise()],
    useCaseList: [],
    followUps: [],
    nextStep: null,
    allowed: [],
    undo: null,
    effects: [],
    journal: [],
    ...overrides,
  };
}

/** What a deal's panel is answered. */
export function samplePanel(conversion: ConversionDetails | null): ConversionPanel {
  return {
    conversion,
    choices: {
      ...choicesSample,
      blockedReasons: [
        { key: 'client-busy', label: 'Client indisponible' },
        { key: 'other', label: 'Autre' },
      ],
      documents: ['Les formulaires papier', 'Les modèles d’attestation'],
    },
  };
}

const everything: ConversionDetails['allowed'] = [
  'record-contact',
  'add-use-case',
  'change-use-case',
  'validate-use-cases',
  'choose-path',
  'block',
  'keep-promise',
  'move-promise',
  'drop-promise',
  'enrol',
  'record-opt-out',
];

/** Everything a card can show while work goes on. */
export function richDetails(overrides: Partial<ConversionDetails> = {}): ConversionDetails {
  return sampleDetails({
    path: 'existing-procedure',
    procedure: { name: 'Aide à la rentrée', administration: 'Département modèle', email: null },
    presentation: { on: '2026-10-12', isHeld: true },
    goLiveOn: '2027-01-15',
    account: { state: 'active', lastSignInAt: '2026-11-20T09:00:00.000Z' },
    completeness: { percent: 80, missing: ['téléphone'] },
    contacts: {
      total: 5,
      byChannel: { mail: 3, call: 2 },
      lastAt: '2026-11-20T09:00:00.000Z',
      lastHeardAt: '2026-11-19T09:00:00.000Z',
    },
    promises: [
      samplePromise({ number: 1, escalatedAt: '2026-11-23T09:00:00.000Z' }),
      samplePromise({
        number: 2,
        text: 'Appeler au sujet des tests',
        isAnnounced: false,
        dueOn: '2026-11-26',
        isLate: false,
        daysLeft: 2,
        trouble: 'Pipedrive ne laisse pas créer d’activités.',
      }),
      samplePromise({
        number: 3,
        text: 'Accueillir le client',
        dueOn: '2026-11-10',
        state: 'kept',
        endedAt: '2026-11-10T09:00:00.000Z',
        endedBecause: 'étape suivante',
      }),
    ],
    useCases: { found: 1, validated: 0, built: 1, tested: 0, live: 1 },
    useCaseList: [
      sampleUseCase({ blocker: 'Un modèle d’attestation est attendu' }),
      sampleUseCase({ number: 2, title: 'Locations de salles', state: 'live' }),
      sampleUseCase({ number: 3, title: 'Cantine', state: 'built' }),
    ],
    followUps: [sampleFollowUp({ isOlderVersion: true })],
    nextStep: {
      type: 'validate-use-cases',
      label: 'Valider les cas d’usage',
      will: ['Passe l’affaire à « Usages validés »', 'Clôt la promesse de réponse'],
      why: 'La réponse est annoncée au client.',
    },
    allowed: [...everything, 'stop-follow-up'],
    effects: [
      {
        id: 'f5b0a2c4-5f0b-4c7e-8f55-1b7d3c1e9a01',
        kind: 'send-email',
        label: 'Envoyer la documentation',
        state: 'dead-letter',
        attempts: 3,
        problem: { word: 'rejected', title: 'Adresse refusée.', detail: 'Corrigez l’adresse du contact.' },
        dueAt: null,
        doneAt: null,
        shadow: null,
      },
    ],
    journal: [
      {
        at: '2026-11-12T09:00:00.000Z',
        text: 'Client accueilli',
        detail: null,
        by: 'Équipe vente',
        from: 'pipedrive',
        outcome: 'advanced',
      },
    ],
    ...overrides,
  });
}
