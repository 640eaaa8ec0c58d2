import type { RequestHandler } from 'express';
import PQueue from 'p-queue';

/** Presses that are acknowledged, and wait to be carried out. */
export interface PressQueue {
  /** To be passed by every request of Slack: counts it until it is answered. */
  count: RequestHandler;
  add(work: () => Promise<void>): void;
  /** Waits until everything is carried out. */
  idle(): Promise<void>;
}

/** So many are carried out at once; the others wait, acknowledged, so that new ones are heard in time. */
const atOnceMax = 4;
/** In a crowd fewer are: whoever has just pressed waits for the acknowledgement, everybody else has theirs. */
const atOnceInCrowd = 1;
/** So many requests that wait for their answer are a crowd. */
const crowdFrom = 5;

export function createPressQueue(): PressQueue {
  const queue = new PQueue({ concurrency: atOnceMax });
  let unanswered = 0;
  const changed = (by: 1 | -1): void => {
    unanswered += by;
    const atOnce = unanswered >= crowdFrom ? atOnceInCrowd : atOnceMax;
    if (queue.concurrency !== atOnce) queue.concurrency = atOnce;
  };
  return {
    count: (_request, response, next) => {
      changed(1);
      response.once('close', () => changed(-1));
      next();
    },
    add: (work) => void queue.add(work),
    idle: () => queue.onIdle(),
  };
}
