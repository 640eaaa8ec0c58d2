import { afterAll, beforeAll, expect, it } from 'vitest';
import { slackError } from '../../fakes/fake-slack.ts';
import { refusal } from '../../kit/account-request-samples.ts';
import { type AnnouncedRequests, actionsOf, announcedRequests } from '../../kit/announced-requests.ts';

const stepMs = 600_000;
const daySteps = (24 * 3_600_000) / stepMs;
/** What a follower shows of one company at the same time: two that wait longest, and the newest. */
const atOnceMax = 3;

let world: AnnouncedRequests;
beforeAll(async () => {
  world = await announcedRequests();
});
afterAll(() => world.stop());

/** Lets ten minutes go by for the followers and for what waits. */
async function passes(): Promise<void> {
  world.clock.aheadMs += stepMs;
  await world.database.pool.query(
    "update approval_changes set due_at = due_at - $1 * interval '1 ms' where due_at > now()",
    [stepMs],
  );
  await world.followed();
}

/** Counts posts that are on their way together, and the requests they are for, in their order. */
function watchPosts() {
  const seen = { most: 0, now: 0, order: [] as unknown[] };
  const { postMessage } = world.slack;
  world.slack.postMessage = async (post) => {
    seen.now += 1;
    seen.most = Math.max(seen.most, seen.now);
    if (post.threadTs === undefined) seen.order.push(post.message.metadata?.event_payload.request_id);
    await new Promise((resolve) => setTimeout(resolve, 20));
    return postMessage(post).finally(() => {
      seen.now -= 1;
    });
  };
  return seen;
}

it('Slack is away for a day: nothing is dropped, and all is caught up, a few at a time and told once', async () => {
  const shown = await world.shown();
  world.slack.down = slackError('retry-later');
  await world.tell(shown.id, refusal());
  const waiting: string[] = [];
  for (let count = 0; count < 5; count += 1) waiting.push(await world.request());
  const decided = waiting[0] ?? '';
  await world.tell(decided, refusal());
  const callsBefore = world.slack.calls.length;

  for (let step = 0; step < daySteps; step += 1) await passes();
  const tries = world.slack.calls.length - callsBefore;
  // One probe at a time: often enough to notice, and no more for six that wait than for one.
  expect(tries).toBeGreaterThan(50);
  expect(tries).toBeLessThanOrEqual(2 * daySteps);
  expect(await world.marks()).toHaveLength(waiting.length + 1);
  expect(world.slack.posts()).toHaveLength(1);

  world.slack.down = null;
  const posts = watchPosts();
  await passes();
  await passes();
  expect(await world.marks()).toEqual([]);
  expect(posts.most).toBeLessThanOrEqual(atOnceMax);
  expect([...posts.order].sort()).toEqual([...waiting].sort());
  const stillOpen = world.slack.posts().filter((post) => actionsOf(post).includes('accept-request'));
  expect(stillOpen).toHaveLength(waiting.length - 1);
  expect(world.slack.posts(shown.ts)).toHaveLength(1);
  const [first] = world.slack.posts();
  expect(first?.updates).toBe(1);
});
