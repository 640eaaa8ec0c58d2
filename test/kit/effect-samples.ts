import type { EffectKind, EffectOf, EffectResult } from '#core/effects.ts';
import { conversationEffectSamples } from './conversation-effect-samples.ts';
import { conversionEffectSamples } from './conversion-effect-samples.ts';

const account = { id: 'account-1', state: 'invited', email: 'camille@mairie.example.org' } as const;

/** One effect of every kind, with what it answers. */
export const effectSamples: { [Kind in EffectKind]: { effect: EffectOf<Kind>; result: EffectResult<Kind> } } =
  {
    'find-admin-account': {
      effect: { kind: 'find-admin-account', emails: ['camille@mairie.example.org'] },
      result: { account },
    },
    'find-organization': {
      effect: { kind: 'find-organization', organizationId: 80 },
      result: { organizationId: 80, name: 'Mairie d’Exemple' },
    },
    'ensure-admin-account': {
      effect: {
        kind: 'ensure-admin-account',
        emails: ['camille@mairie.example.org'],
        displayName: 'Camille Exemple',
        language: 'fr',
        originalDealId: null,
      },
      result: { account, outcome: 'created', originalDealTitle: null },
    },
    'ensure-deal-placed': {
      effect: {
        kind: 'ensure-deal-placed',
        dealId: null,
        personId: 70,
        organizationId: null,
        title: 'Mairie d’Exemple',
        ownerId: null,
        pipelineId: 3,
        stageId: 6,
        status: 'lost',
        lostReason: 'Particulier ou entreprise',
        createIfMissing: false,
        mayReopen: false,
      },
      result: { dealId: null, leftAlone: 'deleted' },
    },
    'ensure-person-owner': {
      effect: {
        kind: 'ensure-person-owner',
        personId: 70,
        ownerId: null,
        requestState: 'refused',
        accountId: null,
      },
      result: { personId: 70, ownerId: 21 },
    },
    'ensure-organization-owner': {
      effect: { kind: 'ensure-organization-owner', organizationId: 80, ownerId: 21 },
      result: {},
    },
    'ensure-participant': { effect: { kind: 'ensure-participant', dealId: 40, personId: 70 }, result: {} },
    'keep-deal-as-note': { effect: { kind: 'keep-deal-as-note', fromDealId: 90, toDealId: 40 }, result: {} },
    'remove-duplicate-deal': {
      effect: { kind: 'remove-duplicate-deal', dealId: 90, intoDealId: 40, how: 'merge' },
      result: {},
    },
    'ensure-call-activity': {
      effect: {
        kind: 'ensure-call-activity',
        dealId: 90,
        personId: 70,
        subject: 'Appeler avant de décider : Camille Exemple',
        type: 'call',
        ownerId: null,
        dueOn: '2026-11-22',
      },
      result: { activityId: null },
    },
    'find-requester': {
      effect: {
        kind: 'find-requester',
        email: 'camille@mairie.example.org',
        organizationName: 'Mairie d’Exemple',
      },
      result: { personId: 70, organizationId: 80, dealId: null },
    },
    'ensure-organization': {
      effect: { kind: 'ensure-organization', name: 'Mairie d’Exemple' },
      result: { organizationId: 80 },
    },
    'ensure-person': {
      effect: {
        kind: 'ensure-person',
        name: 'Camille Exemple',
        email: 'camille@mairie.example.org',
        phone: null,
        organizationId: 80,
        source: 'Formulaire public',
        requestedOn: '2026-11-22',
      },
      result: { personId: 70 },
    },
    'ensure-deal': {
      effect: {
        kind: 'ensure-deal',
        title: 'Demande de compte administrateur - Mairie d’Exemple',
        personId: 70,
        organizationId: 80,
        source: 'Formulaire public',
        need: null,
      },
      result: { dealId: 90 },
    },
    'open-request': {
      effect: {
        kind: 'open-request',
        personId: 70,
        dealId: 90,
        organizationId: 80,
        source: 'request-form',
        by: null,
        at: '2026-11-22T09:00:00.000Z',
      },
      result: { requestId: 'request-1' },
    },
    'keep-submission-as-note': {
      effect: {
        kind: 'keep-submission-as-note',
        dealId: 90,
        mark: 'Demande 12',
        lines: ['Nom : Camille Exemple'],
      },
      result: {},
    },
    'renew-activation': {
      effect: { kind: 'renew-activation', accountId: 'account-1' },
      result: { state: 'invited', outcome: 'renewed' },
    },
    ...conversationEffectSamples,
    ...conversionEffectSamples,
    'send-email': {
      effect: {
        kind: 'send-email',
        template: 'welcome',
        to: 'camille@mairie.example.org',
        language: 'fr',
        variables: { personName: 'Camille Exemple' },
      },
      result: { to: 'camille@mairie.example.org', confirmed: true },
    },
  };
