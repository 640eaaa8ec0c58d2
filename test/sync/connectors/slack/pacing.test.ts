import { describe, expect, it } from 'vitest';
import { OutsideError } from '#sync/connectors/errors.ts';
import { paceOf } from '#sync/connectors/slack/paces.ts';
import { createPacing, type PacingOptions } from '#sync/connectors/slack/pacing.ts';

/** A clock that only moves when everybody sleeps. */
function virtualTime() {
  let now = 0;
  const sleepers: { at: number; wake: () => void }[] = [];
  return {
    nowMs: () => now,
    sleep: (delayMs: number) =>
      new Promise<void>((wake) => {
        sleepers.push({ at: now + delayMs, wake });
      }),
    /** Lets the time pass up to an instant, waking whoever sleeps until then. */
    async until(atMs: number) {
      for (;;) {
        await settled();
        const next = sleepers.toSorted((one, other) => one.at - other.at)[0];
        if (!next || next.at > atMs) break;
        sleepers.splice(sleepers.indexOf(next), 1);
        now = next.at;
        next.wake();
      }
      now = atMs;
    },
  };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

function paced(options: Partial<PacingOptions> = {}) {
  const time = virtualTime();
  const pacing = createPacing({ isPaced: true, waitMaxMs: 10_000, ...time, ...options });
  /** Instants at which so many calls left, or what they were told. */
  const calls = (count: number, method: string, channel?: string) => {
    const left: (number | OutsideError)[] = [];
    for (let call = 0; call < count; call += 1) {
      pacing.turn(method, channel).then(
        () => left.push(time.nowMs()),
        (error: unknown) => {
          if (error instanceof OutsideError) left.push(error);
        },
      );
    }
    return left;
  };
  return { time, pacing, calls };
}

const post = 'chat.postMessage';

describe('the pace', () => {
  it('is one post a second in a channel, and each channel has its own', async () => {
    const { time, calls } = paced();
    const here = calls(4, post, 'C1');
    const there = calls(2, post, 'C2');
    await time.until(20_000);
    expect(here).toEqual([0, 1_000, 2_000, 3_000]);
    expect(there).toEqual([0, 1_000]);
  });

  it.each([
    ['chat.update', 50],
    ['conversations.history', 50],
    ['users.info', 100],
    ['unknown.method', 20],
  ])('of %s never exceeds %i in a minute, and lets a few leave at once', async (method, perMinute) => {
    const { time, calls } = paced({ waitMaxMs: 10 * 60_000 });
    const left = calls(perMinute * 3, method);
    await time.until(10 * 60_000);
    const instants = left.filter((one) => typeof one === 'number');
    expect(instants).toHaveLength(perMinute * 3);
    expect(instants.filter((at) => at === 0)).toHaveLength(perMinute / 5);
    for (const start of instants) {
      const within = instants.filter((at) => at >= start && at < start + 60_000);
      expect(within.length).toBeLessThanOrEqual(perMinute);
    }
  });

  it('gives back who would wait more than 10 s, with the wait, and without taking a place', async () => {
    const { time, calls } = paced();
    const left = calls(13, post, 'C1');
    await time.until(0);
    const sent = left.filter((one) => one instanceof OutsideError);
    expect(sent).toHaveLength(2);
    for (const { failure } of sent) {
      expect(failure).toMatchObject({ word: 'retry-later', heldBack: true, retryAfterMs: 11_000 });
    }
    await time.until(11_000);
    const later = calls(1, post, 'C1');
    await time.until(11_000);
    expect(later).toEqual([11_000]);
  });

  it('knows how fast each method that we call may be called', () => {
    expect(paceOf(post)).toEqual({ gapMs: 1_000, burst: 1, isPerChannel: true });
    expect(paceOf('chat.update')).toEqual({ gapMs: 1_500, burst: 10, isPerChannel: false });
    expect(paceOf('views.publish')).toEqual({ gapMs: 750, burst: 20, isPerChannel: false });
  });
});

describe('when Slack asks to wait', () => {
  it('the method waits, the others go on', async () => {
    const { time, pacing, calls } = paced();
    pacing.hold(post, 3_000);
    const held = calls(2, post, 'C1');
    const other = calls(1, 'chat.update');
    await time.until(10_000);
    expect(held).toEqual([3_000, 4_000]);
    expect(other).toEqual([0]);
  });

  it('those that waited already leave one by one after the pause', async () => {
    const { time, pacing, calls } = paced();
    const left = calls(5, post, 'C1');
    await time.until(500);
    pacing.hold(post, 4_000);
    await time.until(60_000);
    expect(left).toEqual([0, 4_500, 5_500, 6_500, 7_500]);
  });

  it('nobody leaves in a rush after the pause', async () => {
    const { time, pacing, calls } = paced();
    calls(1, 'chat.update');
    await time.until(100);
    pacing.hold('chat.update', 2_000);
    const left = calls(3, 'chat.update');
    await time.until(60_000);
    expect(left).toEqual([2_100, 3_600, 5_100]);
  });

  it('a shorter pause does not end a longer one', async () => {
    const { time, pacing, calls } = paced();
    pacing.hold(post, 5_000);
    pacing.hold(post, 1_000);
    const left = calls(1, post, 'C1');
    await time.until(20_000);
    expect(left).toEqual([5_000]);
  });

  it('a long pause is told at once, also to those who wait already', async () => {
    const { time, pacing, calls } = paced();
    const waiting = calls(2, post, 'C1');
    await time.until(500);
    pacing.hold(post, 60_000);
    const late = calls(1, post, 'C1');
    await time.until(1_000);
    expect(late).toEqual([
      expect.objectContaining({ failure: expect.objectContaining({ retryAfterMs: 60_000 }) }),
    ]);
    expect(waiting[0]).toBe(0);
    expect(waiting[1]).toMatchObject({ failure: { heldBack: true, retryAfterMs: 59_500 } });
  });

  it('who may not wait at all fails until it is over, and never queues', async () => {
    const { time, pacing, calls } = paced({ isPaced: false, waitMaxMs: 0 });
    const before = calls(30, post, 'C1');
    await time.until(0);
    expect(before).toEqual(Array(30).fill(0));
    pacing.hold(post, 2_000);
    const during = calls(1, post, 'C1');
    await time.until(2_000);
    expect(during[0]).toMatchObject({
      failure: { word: 'retry-later', heldBack: true, retryAfterMs: 2_000 },
    });
    const after = calls(1, post, 'C1');
    await time.until(2_000);
    expect(after).toEqual([2_000]);
  });
});
