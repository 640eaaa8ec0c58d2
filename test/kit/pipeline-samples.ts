import type {
  ConversionChoices,
  ConversionView,
  DayItem,
  Funnel,
  MyDay,
  ProcessPicture,
  PromiseView,
} from '#core/contract/conversion-view.ts';
import { ConversionStep } from '#core/model/conversion.ts';
import { movesByThemselves, stepAfter, transitions } from '#core/processes/customer-conversion/definition.ts';

const today = '2026-11-24';

const labels: Record<ConversionStep, string> = {
  identified: 'Identifié',
  contacted: 'Contacté',
  presented: 'Présenté',
  documented: 'Documentation envoyée',
  'account-created': 'Compte créé',
  collecting: 'Cas d’usage en collecte',
  validated: 'Cas d’usage validés',
  testing: 'En test',
  planned: 'Mise en production planifiée',
  live: 'En production',
  ended: 'Sans suite',
};

export const choicesSample: ConversionChoices = {
  isEnabled: true,
  owners: [
    { id: 21, name: 'Équipe vente' },
    { id: 22, name: 'Responsable' },
  ],
  blockedReasons: [{ key: 'other', label: 'Autre' }],
  followUps: [
    { key: 'silent', label: 'Suspects sans contact', version: 2 },
    { key: 'documented', label: 'Documentation sans réponse', version: 1 },
  ],
  documents: [],
  undoSeconds: 10,
  today,
};

/** A promise of the company, with whatever differs. */
export function samplePromise(overrides: Partial<PromiseView> = {}): PromiseView {
  return {
    number: 1,
    kind: 'use-cases',
    text: 'Répondre sur les cas d’usage',
    dueOn: '2026-11-20',
    isAnnounced: true,
    owner: { id: 21, name: 'Équipe vente' },
    state: 'open',
    isLate: true,
    daysLeft: -2,
    endedAt: null,
    endedBecause: null,
    remindedAt: null,
    escalatedAt: null,
    trouble: null,
    ...overrides,
  };
}

/** A customer on the way, with whatever differs. */
export function sampleConversion(overrides: Partial<ConversionView> = {}): ConversionView {
  return {
    id: conversionId(1),
    step: 'collecting',
    stepText: labels.collecting,
    dealId: 101,
    dealTitle: 'Commune de Valmont',
    organization: { id: 9, name: 'Commune de Valmont' },
    person: { id: 7, name: 'Accueil', email: 'accueil@valmont.example.org' },
    owner: { id: 21, name: 'Équipe vente' },
    stepSince: '2026-11-12T09:00:00.000Z',
    daysInStep: 12,
    path: null,
    goLiveOn: null,
    blocked: null,
    nextPromise: samplePromise(),
    lateCount: 1,
    followUp: null,
    useCases: { found: 2, validated: 0, built: 0, tested: 0, live: 0 },
    contacts: { total: 3, byChannel: { call: 3 }, lastAt: null, lastHeardAt: null },
    completeness: { percent: 80, missing: [] },
    isOptedOut: false,
    account: null,
    revision: 1,
    ...overrides,
  };
}

/** A different one each time, always the same for a number. */
export function conversionId(number: number): string {
  return `6b2f3c1e-7f0f-4a52-9a7e-${String(number).padStart(12, '0')}`;
}

/** Customers in several steps, some of them late or blocked. */
export function sampleConversions(count: number): ConversionView[] {
  return Array.from({ length: count }, (_, index) => {
    const step = ConversionStep.options[index % ConversionStep.options.length] ?? 'identified';
    const name = `Commune numéro ${index + 1}`;
    return sampleConversion({
      id: conversionId(index + 1),
      step,
      stepText: labels[step],
      dealId: 200 + index,
      dealTitle: name,
      organization: { id: 300 + index, name },
      nextPromise: index % 3 === 0 ? samplePromise({ number: index + 1 }) : null,
      followUp: index % 4 === 1 ? { label: 'Suspects sans contact', nextAt: null } : null,
      blocked:
        index % 5 === 2
          ? {
              reason: 'Client indisponible',
              note: null,
              owner: null,
              by: 'Équipe vente',
              at: '2026-11-20T08:00:00.000Z',
            }
          : null,
    });
  });
}

/** The process as the rules define it, with these customers in it. */
export function samplePicture(customers: readonly ConversionView[]): ProcessPicture {
  const moves = new Map<string, ProcessPicture['moves'][number]>();
  const add = (from: ConversionStep, to: ConversionStep, label: string) => {
    const move = moves.get(`${from} ${to}`) ?? { from, to, labels: [] };
    moves.set(`${from} ${to}`, { ...move, labels: [...move.labels, label] });
  };
  for (const ask of Object.keys(transitions) as (keyof typeof transitions)[]) {
    for (const step of transitions[ask].from) {
      if (stepAfter(ask, step) !== step) add(step, stepAfter(ask, step), ask);
    }
  }
  for (const { from, to } of movesByThemselves) for (const step of from) add(step, to, 'de lui-même');
  return {
    steps: ConversionStep.options.map((key) => {
      const there = customers.filter(({ step }) => step === key);
      return {
        key,
        label: labels[key],
        count: there.length,
        lateCount: there.filter(({ nextPromise }) => nextPromise?.isLate).length,
        blockedCount: there.filter(({ blocked }) => blocked !== null).length,
      };
    }),
    moves: [...moves.values()],
  };
}

function dayItem(number: number, promise: Partial<PromiseView>): DayItem {
  const name = `Commune numéro ${number}`;
  return {
    conversionId: conversionId(number),
    dealId: 200 + number,
    title: name,
    organization: name,
    promise: samplePromise({ number, ...promise }),
  };
}

export const daySample: MyDay = {
  today,
  late: [dayItem(1, {})],
  dueToday: [
    dayItem(2, { dueOn: today, daysLeft: 0, isLate: false, text: 'Appel de bienvenue', isAnnounced: false }),
  ],
  soon: [dayItem(3, { dueOn: '2026-11-27', daysLeft: 3, isLate: false, text: 'Présentation' })],
  nextSteps: [{ conversion: sampleConversion({ id: conversionId(4) }), label: 'Valider les cas d’usage' }],
};

export const funnelSample: Funnel = {
  from: '2026-08-27',
  to: today,
  started: 40,
  steps: ConversionStep.options
    .filter((key) => key !== 'ended')
    .map((key, index) => ({
      key,
      label: labels[key],
      reached: 40 - index * 4,
      medianDays: index === 9 ? null : index + 1.5,
      ninetiethDays: index === 9 ? null : 2 * index + 4,
    })),
  useCases: { found: 12, validated: 9, built: 6, tested: 4, live: 3 },
  promises: { kept: 31, late: 2, open: 14, moot: 5 },
  followUps: [
    {
      key: 'silent',
      label: 'Suspects sans contact',
      version: 2,
      active: 6,
      finished: 3,
      stopped: 4,
      steps: [
        { position: 1, text: 'Premier mail', done: 13, keptBack: 1, repliedAfter: 4 },
        { position: 2, text: 'Appel', done: 8, keptBack: 0, repliedAfter: 2 },
      ],
    },
  ],
};
