import type { ConversionEffectKind } from '#core/conversion-effects.ts';
import type { EffectOf, EffectResult } from '#core/effects.ts';

const text = 'Réponse annoncée sur les cas d’usage';

/** One effect of every kind that follows clients to production, with what it answers. */
export const conversionEffectSamples: {
  [Each in ConversionEffectKind]: { effect: EffectOf<Each>; result: EffectResult<Each> };
} = {
  'ensure-suspect': {
    effect: {
      kind: 'ensure-suspect',
      organization: { id: null, name: 'Mairie d’Exemple' },
      person: { id: null, name: 'Camille Exemple', email: 'camille@mairie.example.org', phone: null },
      title: 'Mairie d’Exemple',
      ownerId: 21,
      pipelineId: 1,
      stageId: 1,
    },
    result: { dealId: 90, personId: 70, organizationId: 80 },
  },
  'ensure-deal-stage': {
    effect: { kind: 'ensure-deal-stage', dealId: 90, pipelineId: 1, stageId: 2, fromStageId: 1 },
    result: { leftAlone: null },
  },
  'send-client-mail': {
    effect: {
      kind: 'send-client-mail',
      dealId: 90,
      template: 'documentation',
      version: null,
      to: 'camille@mairie.example.org',
      language: 'fr',
      variables: { personName: 'Camille Exemple', organizationName: 'Mairie d’Exemple' },
      ownerId: 21,
      withDocumentation: true,
      unlessHeardSince: null,
    },
    result: { to: 'camille@mairie.example.org', keptBack: null, confirmed: true },
  },
  'ensure-promise-activity': {
    effect: {
      kind: 'ensure-promise-activity',
      promise: 1,
      dealId: 90,
      personId: 70,
      activityId: null,
      subject: text,
      type: 'task',
      ownerId: 21,
      dueOn: '2026-12-07',
    },
    result: { promise: 1, activityId: 44, without: null },
  },
  'end-promise-activity': {
    effect: { kind: 'end-promise-activity', promise: 1, activityId: 44, how: 'done' },
    result: {},
  },
  'remind-of-promise': {
    effect: {
      kind: 'remind-of-promise',
      promise: 1,
      what: 'soon',
      text,
      dealId: 90,
      title: 'Mairie d’Exemple',
      organization: 'Mairie d’Exemple',
      dueOn: '2026-12-07',
      ownerId: 21,
      toId: 21,
    },
    result: {},
  },
  'look-at-account': {
    effect: { kind: 'look-at-account', accountId: 'account-1' },
    result: {
      account: {
        id: 'account-1',
        state: 'active',
        email: 'camille@mairie.example.org',
        lastSignInAt: '2026-11-20T08:00:00.000Z',
        usesCount: 1,
      },
    },
  },
};
