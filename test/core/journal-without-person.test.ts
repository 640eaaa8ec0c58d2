import { expect, it } from 'vitest';
import { lineWithoutPerson } from '#core/journal-without-person.ts';

const by = { staffId: 21, name: 'Camille Roux', email: 'camille@house.example.org', surface: 'slack' };

it('keeps what happened, when and by which colleague, and no word of a person', () => {
  const at = '2026-03-01T08:00:00.000Z';
  const lines: [object, object][] = [
    [
      { type: 'refusal-requested', by, reason: 'not-public', note: 'Zoé called' },
      { type: 'refusal-requested', by, reason: 'not-public' },
    ],
    [
      { type: 'crm-observed', at, source: 'webhook', facts: { person: { name: 'Zoé' } } },
      { type: 'crm-observed', at },
    ],
    [{ type: 'submission-received', by: null, submission: { name: 'Zoé' } }, { type: 'submission-received' }],
    [
      { type: 'conversion-asked', by, ask: { type: 'block', reason: 'r', note: 'Zoé' } },
      { type: 'conversion-asked', by, ask: { type: 'block' } },
    ],
    // Of a release that nobody knows: whatever is no instant, no colleague, no number is gone.
    [
      { type: 'met', at: 'at Zoé’s', by: 'Zoé', kind: { of: 'Zoé' }, decision: 'Zoé', reason: 'Zoé' },
      { type: 'met' },
    ],
  ];
  for (const [event, kept] of lines)
    expect(lineWithoutPerson(event, null)).toEqual({ event: kept, reason: null });
  expect(lineWithoutPerson('Zoé', { key: 'joined', values: { name: 'Zoé' } })).toEqual({
    event: {},
    reason: { key: 'joined', values: {} },
  });
});

it('keeps again what was kept once', () => {
  const event = { type: 'effect-done', kind: 'send-email', decision: 2, by, result: { to: 'zoe@x.example' } };
  const once = lineWithoutPerson(event, { key: 'late', values: { name: 'Zoé' } });
  expect(lineWithoutPerson(once.event, once.reason)).toEqual(once);
});
