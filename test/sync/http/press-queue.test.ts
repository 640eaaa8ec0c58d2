import { EventEmitter } from 'node:events';
import type { Request, Response } from 'express';
import { expect, it } from 'vitest';
import { createPressQueue } from '#sync/http/press-queue.ts';

/** A queue, and requests that come in and are answered. */
function queueWithRequests() {
  const queue = createPressQueue();
  const come = () => {
    const response = new EventEmitter();
    let isPassed = false;
    queue.count({} as Request, response as unknown as Response, () => {
      isPassed = true;
    });
    expect(isPassed).toBe(true);
    return { answer: () => response.emit('close') };
  };
  return { queue, come };
}

/** Presses that go on until they are let go. */
function pressesIn(queue: ReturnType<typeof createPressQueue>, count: number) {
  let begun = 0;
  const ends: (() => void)[] = [];
  for (let n = 0; n < count; n += 1)
    queue.add(async () => {
      begun += 1;
      await new Promise<void>((resolve) => ends.push(resolve));
    });
  return {
    begun: () => begun,
    endOne: async () => {
      ends.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

it('carries four presses out at once, and in a crowd one, until the crowd is answered', async () => {
  const { queue, come } = queueWithRequests();
  const crowd = Array.from({ length: 5 }, come);
  const presses = pressesIn(queue, 7);
  await expect.poll(presses.begun).toBe(1);
  await presses.endOne();
  await expect.poll(presses.begun).toBe(2);
  for (const { answer } of crowd) answer();
  await expect.poll(presses.begun).toBe(5);
  for (let n = 0; n < 6; n += 1) await presses.endOne();
  await queue.idle();
  expect(presses.begun()).toBe(7);
});

it('goes on at four at once with few that wait for their answer', async () => {
  const { queue, come } = queueWithRequests();
  for (let n = 0; n < 4; n += 1) come();
  const presses = pressesIn(queue, 5);
  await expect.poll(presses.begun).toBe(4);
  for (let n = 0; n < 5; n += 1) await presses.endOne();
  await queue.idle();
});
