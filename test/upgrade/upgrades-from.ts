import { expect, it } from 'vitest';
import { inStore } from '../kit/flow.ts';
import { messagesOf } from '../kit/slack-world.ts';
import { eventually } from '../kit/start-world.ts';
import { stepsInStore, type TakenUp } from './sample.ts';
import { patienceMs, patient, type Upgraded, upgraded } from './upgraded.ts';

/** How many messages Slack shows of each request. */
function posted({ sandbox }: TakenUp): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { metadata } of messagesOf({ sandbox })) {
    const id = String(metadata?.event_payload.request_id);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

/**
 * Has this code take up the store of another release: first that all its steps are there, then what `goesOn` tells, and
 * in the end that everything is quiet and was said once.
 */
export function upgradesFrom(sample: string, goesOn: (stage: Upgraded) => void): void {
  let stepsBefore: Record<string, string[]>;
  let postedBefore: Map<string, number>;
  const stage = upgraded(sample, async (old) => {
    stepsBefore = await stepsInStore(old.database.url);
    postedBefore = posted(old);
  });

  it('the sample has an instance in every step that the release knows', () => {
    expect(sorted(stepsBefore)).toEqual(sorted(stage.old.steps));
  });

  goesOn(stage);

  it('no request was announced twice in Slack, and nothing gave up', patient, async () => {
    await eventually(async () => {
      const [left] = await inStore<{ count: number }>(
        stage.world,
        "select count(*)::int as count from effects where state in ('running', 'retrying')",
      );
      return left?.count === 0;
    }, patienceMs);
    const after = posted(stage.old);
    expect([...after.values()].filter((count) => count > 1)).toEqual([]);
    for (const [id, count] of postedBefore) expect(after.get(id)).toBe(count);
    const dead = await inStore(stage.world, "select kind from effects where state = 'dead-letter'");
    expect(dead).toEqual([]);
  });
}

function sorted(steps: Record<string, string[]>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(steps).map(([process, found]) => [process, [...found].sort()]));
}
