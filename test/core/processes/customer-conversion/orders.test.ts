import { describe, expect, it } from 'vitest';
import type { ConversionEvent } from '#core/conversion-events.ts';
import { conversionRun, type Outside } from '../../../kit/conversion-harness.ts';
import {
  aFollowingCompany,
  anActivity,
  asking,
  aVersion,
  ids,
  observedDeal,
} from '../../../kit/conversion-samples.ts';
import { seededRandom } from '../../../kit/kills/seeded-random.ts';

const from = '2026-11-02T09:00:00.000Z';
const moment = Date.parse('2026-11-17T10:00:00.000Z');

const { when: _, ...rule } = aVersion().rule;
/** Entered by hand alone. */
const byHand = { ...aVersion(), rule };

/** A suspect whose follow-up has its next mail just then, after whatever happened before by a seed. */
function standing(seed: number) {
  const random = seededRandom(seed);
  const mails: string[] = [];
  const outside: Outside = (effect, at) => {
    if (effect.kind === 'send-client-mail') mails.push(`${effect.template} ${at}`);
    return { result: resultOf[effect.kind] ?? {} };
  };
  const run = conversionRun({ company: aFollowingCompany({}, [byHand]), outside, now: from });
  const tell = (event: ConversionEvent) => run.tell(event);
  tell(observedDeal(from));
  if (random() < 0.5) tell(asking({ type: 'record-contact', channel: 'event', note: null }));
  if (random() < 0.5) tell(asking({ type: 'book-presentation', day: '2026-11-19' }));
  if (random() < 0.5) tell(asking({ type: 'record-presentation' }));
  run.until(new Date(moment - 500).toISOString());
  tell(asking({ type: 'enrol', rule: 'suspects' }));
  const until = (ms: number) => run.until(new Date(moment + ms).toISOString());
  return { run, mails, until };
}

const resultOf: Partial<Record<string, object>> = {
  'send-client-mail': { to: 'camille@mairie.example.org', keptBack: null, confirmed: true },
  'ensure-deal-stage': { leftAlone: null },
  'ensure-promise-activity': { promise: 1, activityId: 1, without: null },
};

type Happening = 'reply' | 'call' | 'move' | 'timer';
const happenings: readonly Happening[] = ['reply', 'call', 'move', 'timer'];

function eventOf(happening: Exclude<Happening, 'timer'>, at: string): ConversionEvent {
  switch (happening) {
    case 'reply':
      return { type: 'client-heard', channel: 'mail', at };
    case 'call':
      return {
        type: 'activity-observed',
        activity: anActivity({ done: true, doneAt: at }),
        isDeleted: false,
        at,
      };
    case 'move':
      return observedDeal(at, { stageId: ids.documented });
  }
}

function ordersOf<Item>(items: readonly Item[]): Item[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item) =>
    ordersOf(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}

/** What is left after all four happened within one second, a tenth apart, and everything due was done. */
function outcomeOf(order: readonly Happening[], seed: number) {
  const { run, mails, until } = standing(seed);
  for (const [index, happening] of order.entries()) {
    const at = new Date(moment + index * 100).toISOString();
    // The timer is told by itself: what it starts begins after what else happens in this second.
    if (happening === 'timer') run.tell({ type: 'timer-fired', name: 'follow-up' });
    else run.tell(eventOf(happening, at));
  }
  const explained = run.heard
    .slice(-order.length)
    .map(({ event, reason }) => [event.type, reason?.key ?? null]);
  until(5 * 86_400_000);
  const { step, memberships, promises, contactCounts, optedOutAt } = run.state;
  const membership = memberships.map(({ rule, state, stoppedBecause }) => [rule, state, stoppedBecause?.key]);
  const ends = promises.map(({ kind, state, endedBecause }) => [kind, state, endedBecause?.key]);
  return { outcome: { step, membership, ends, contactCounts, optedOutAt, mails }, explained };
}

describe('a reply, a call that is logged, a move by hand and a timer within one second', () => {
  const seeds = Array.from({ length: 8 }, (_, seed) => seed);
  it.each(seeds)('come to one outcome in every order (seed %i)', (seed) => {
    const results = ordersOf(happenings).map((order) => ({ order, ...outcomeOf(order, seed) }));
    const [first] = results;
    expect(results).toHaveLength(24);
    for (const { order, outcome } of results)
      expect({ order, outcome }).toEqual({ order, outcome: first?.outcome });
    expect(first?.outcome).toMatchObject({ step: 'documented', mails: [] });
    expect(first?.outcome.membership).toEqual([['suspects', 'stopped', 'moved-by-hand']]);
  });

  it.each(seeds)('each is explained where it changed something (seed %i)', (seed) => {
    for (const order of ordersOf(happenings)) {
      const { explained } = outcomeOf(order, seed);
      const keys = Object.fromEntries(explained);
      expect(keys['client-heard']).toBe('reply');
      expect(keys['deal-observed']).toBe('stage-moved');
    }
  });
});
