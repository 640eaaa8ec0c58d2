import { describe, expect, it } from 'vitest';
import type { ConversionAsk } from '#core/conversion-events.ts';
import { ConversionStep } from '#core/model/conversion.ts';
import { stepAfter, transitions } from '#core/processes/customer-conversion/definition.ts';
import { customerConversion } from '#core/processes/customer-conversion/process.ts';
import type { Conversion } from '#core/processes/customer-conversion/state.ts';
import { reasonText } from '#core/processes/customer-conversion/texts.ts';
import {
  aFollowingCompany,
  anAccount,
  asking,
  observedDeal,
  seller,
} from '../../../kit/conversion-samples.ts';

const now = '2026-11-17T09:00:00.000Z';
const company = aFollowingCompany();
const context = { now, company };

/** Each thing that may be asked for, such that nothing but the step can be in its way. */
const asks: Record<Exclude<ConversionAsk['type'], 'undo-step'>, ConversionAsk> = {
  'record-contact': { type: 'record-contact', channel: 'call', note: null },
  'invite-to-presentation': { type: 'invite-to-presentation' },
  'book-presentation': { type: 'book-presentation', day: '2026-11-20' },
  'record-presentation': { type: 'record-presentation' },
  'send-documentation': { type: 'send-documentation' },
  'welcome-client': { type: 'welcome-client', how: 'mail' },
  'add-use-case': { type: 'add-use-case', title: 'Permis' },
  'change-use-case': { type: 'change-use-case', useCase: 1, state: 'built', title: null, blocker: null },
  'validate-use-cases': { type: 'validate-use-cases' },
  'choose-path': { type: 'choose-path', path: 'autonomous', procedure: null, documents: [], demoDay: null },
  'record-difficulty': { type: 'record-difficulty', note: 'Formulaire difficile' },
  'record-tests': { type: 'record-tests' },
  'plan-go-live': { type: 'plan-go-live', day: '2026-12-10' },
  'record-go-live': { type: 'record-go-live' },
  block: { type: 'block', reason: 'client-busy', note: null, ownerId: null },
  unblock: { type: 'unblock' },
  'keep-promise': { type: 'keep-promise', promise: 1 },
  'move-promise': { type: 'move-promise', promise: 1, day: '2026-12-01' },
  'drop-promise': { type: 'drop-promise', promise: 1, why: 'Sans objet' },
  enrol: { type: 'enrol', rule: 'suspects' },
  'stop-follow-up': { type: 'stop-follow-up' },
  'record-opt-out': { type: 'record-opt-out' },
  'give-up': { type: 'give-up' },
};

/** A conversion in a step, with whatever an ask may be about. */
function standingIn(step: ConversionStep, ask: ConversionAsk['type']): Conversion {
  const begun = customerConversion.start(observedDeal(now), context);
  if (begun.outcome !== 'advanced') throw new Error('It was not followed.');
  const withOther = customerConversion.decide(
    begun.state,
    asking({ type: 'book-presentation', day: '2026-11-19' }),
    context,
  );
  if (withOther.outcome !== 'advanced') throw new Error('Nothing was booked.');
  const { state } = withOther;
  const membership = {
    ...{ rule: 'suspects', version: 1, enrolledAt: now, by: null, position: 0, nextAt: now },
    ...{ state: 'active' as const, endedAt: null, stoppedBecause: null, done: [] },
  };
  return {
    ...state,
    step,
    account: anAccount(),
    promises: state.promises.map((promise) => ({ ...promise, kind: 'task' as const })),
    useCases: [{ number: 1, title: 'Permis', state: 'found', blocker: null, addedAt: now, changedAt: now }],
    useCaseCount: 1,
    failedDecision: ask === 'give-up' ? 1 : null,
    memberships: ask === 'stop-follow-up' ? [membership] : [],
    blocked: ask === 'unblock' ? { reason: 'other', note: null, ownerId: null, by: seller, at: now } : null,
  };
}

describe.each(Object.entries(asks))('%s', (type, ask) => {
  const { from } = transitions[ask.type];
  it.each(ConversionStep.options)('from %s does what the definition says', (step) => {
    const decision = customerConversion.decide(standingIn(step, ask.type), asking(ask), context);
    if (from.includes(step)) {
      expect(decision).toMatchObject({ outcome: 'advanced', state: { step: stepAfter(ask.type, step) } });
      return;
    }
    expect(decision).toMatchObject({ outcome: 'refused', reason: { key: 'not-in-this-step' } });
    for (const language of ['fr', 'en'] as const)
      expect(decision.reason && reasonText(decision.reason, language)).toMatch(/^\p{Lu}.*\.$/u);
  });

  it('is allowed somewhere', () => {
    expect(transitions[type as ConversionAsk['type']].from.length).toBeGreaterThan(0);
  });
});
