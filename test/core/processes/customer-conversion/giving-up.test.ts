import { describe, expect, it } from 'vitest';
import { allowedAsks } from '#core/processes/customer-conversion/next-step.ts';
import { conversionRun, type Outside } from '../../../kit/conversion-harness.ts';
import { aFollowingCompany, asking, aVersion, observedDeal } from '../../../kit/conversion-samples.ts';

const now = '2026-11-17T09:00:00.000Z';
const later = '2026-11-17T09:05:00.000Z';
const refusal = {
  word: 'rejected',
  title: { fr: 'Fichier introuvable', en: 'File not found' },
  detail: { fr: 'Corrigez les réglages.', en: 'Correct the settings.' },
};

/** The documentation cannot be sent; the presentation that is booked after it waits behind it. */
function stuck() {
  const done: string[] = [];
  const outside: Outside = (effect) => {
    if (effect.kind === 'send-client-mail') return { failed: refusal };
    done.push(effect.kind);
    return { result: { promise: 1, activityId: 1, without: null } };
  };
  const run = conversionRun({ company: aFollowingCompany({}, []), outside, now });
  run.tell(observedDeal(now));
  run.tell(asking({ type: 'send-documentation' }));
  run.until(later);
  run.tell(asking({ type: 'book-presentation', day: '2026-11-20' }));
  run.until('2026-11-17T09:10:00.000Z');
  return { run, done };
}

describe('what failed for good', () => {
  it('holds what was decided after it, and may be given up', () => {
    const { run, done } = stuck();
    expect(done).toEqual([]);
    expect(run.state.failedDecision).toBe(1);
    expect(allowedAsks(run.state)).toContain('give-up');
  });

  it('goes once it is given up, with what waits behind it in its decision; the later one is carried out', () => {
    const { run, done } = stuck();
    expect(run.tell(asking({ type: 'give-up' })).outcome).toBe('advanced');
    run.until('2026-11-17T09:15:00.000Z');
    expect(done).toEqual(['ensure-promise-activity']);
    expect(run.effects.filter(({ decision }) => decision === 1).map(({ state }) => state)).toEqual([
      'cancelled',
      'cancelled',
    ]);
    expect(run.state.failedDecision).toBeNull();
    expect(allowedAsks(run.state)).not.toContain('give-up');
  });

  it('is nothing to give up where nothing failed', () => {
    const run = conversionRun({ company: aFollowingCompany({}, []), outside: () => ({ result: {} }), now });
    run.tell(observedDeal(now));
    expect(run.tell(asking({ type: 'give-up' }))).toMatchObject({
      outcome: 'refused',
      reason: { key: 'nothing-failed' },
    });
  });
});

describe('a step that ended a follow-up, taken back', () => {
  it('lets the mail leave that it had taken back', () => {
    const mails: string[] = [];
    const outside: Outside = (effect, at) => {
      if (effect.kind === 'send-client-mail') mails.push(at);
      return { result: { to: 'camille@mairie.example.org', keptBack: null, confirmed: true } };
    };
    const { when: _, ...rule } = aVersion().rule;
    const run = conversionRun({ company: aFollowingCompany({}, [{ ...aVersion(), rule }]), outside, now });
    run.tell(observedDeal(now));
    run.tell(asking({ type: 'enrol', rule: 'suspects' }));
    // Its first mail is due, and has not begun.
    run.tell({ type: 'timer-fired', name: 'follow-up' });
    run.tell(asking({ type: 'book-presentation', day: '2026-11-20' }));
    expect(run.state.memberships[0]?.state).toBe('stopped');
    run.tell(asking({ type: 'undo-step' }));
    run.until(later);
    expect(mails).toEqual([now]);
    expect(run.state.memberships[0]).toMatchObject({ state: 'active', done: [{ outcome: 'sent' }] });
  });
});
