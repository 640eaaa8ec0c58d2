import { expect, it, vi } from 'vitest';
import { HoldLost, postOnce } from '#sync/approvals/post-once.ts';
import { CallWithdrawn } from '#sync/connectors/slack/port.ts';
import { createFakeSlack, type FakeSlack, slackError } from '../../fakes/fake-slack.ts';

const metadata = { event_type: 'account_request', event_payload: { request_id: '1' } };
const going = new AbortController().signal;

/** A post of which `since` is remembered. */
function attempt(slack: FakeSlack, since: Date | null | 'posted', signal = going) {
  const giveUp = vi.fn(async () => undefined);
  const post = { slack, channel: 'C1', message: { text: 'Bonjour', blocks: [], metadata } };
  return { giveUp, done: postOnce(post, { begin: async () => since, giveUp }, signal) };
}

it('posts, and looks for nothing the first time', async () => {
  const slack = createFakeSlack();
  const ts = await attempt(slack, null).done;
  expect(slack.posts().map((one) => one.ts)).toEqual([ts]);
  expect(slack.calls).toEqual(['postMessage C1']);
});

it('finds what arrived before', async () => {
  const slack = createFakeSlack();
  const { ts } = await slack.postMessage({
    channel: 'C1',
    message: { text: 'Bonjour', blocks: [], metadata },
  });
  await expect(attempt(slack, new Date()).done).resolves.toBe(ts);
  expect(slack.posts()).toHaveLength(1);
});

it('posts nothing for a node that has lost its hold, nor where another one was quicker', async () => {
  const slack = createFakeSlack();
  await expect(attempt(slack, null, AbortSignal.abort()).done).rejects.toThrow(HoldLost);
  await expect(attempt(slack, 'posted').done).rejects.toThrow(HoldLost);
  expect(slack.posts()).toEqual([]);
});

it('leaves what was withdrawn before it left to the node that has the hold', async () => {
  const slack = createFakeSlack();
  const withdrawing = {
    ...slack,
    postMessage: async () => {
      throw new CallWithdrawn('chat.postMessage');
    },
  };
  const { done, giveUp } = attempt(withdrawing, null);
  await expect(done).rejects.toThrow(HoldLost);
  expect(giveUp).not.toHaveBeenCalled();
});

it('forgets a post that was refused for certain, and no other one', async () => {
  const refused = createFakeSlack();
  refused.trouble('postMessage', slackError('not-found', { code: 'not_in_channel' }));
  const first = attempt(refused, null);
  await expect(first.done).rejects.toThrow('not_in_channel');
  expect(first.giveUp).toHaveBeenCalledOnce();

  const cut = createFakeSlack();
  cut.trouble('postMessage', 'accepted-and-cut');
  const second = attempt(cut, null);
  await expect(second.done).rejects.toThrow('retry-later');
  expect(second.giveUp).not.toHaveBeenCalled();

  const unseen = createFakeSlack();
  unseen.trouble('findMessage', slackError('sign-in-again', { code: 'missing_scope' }));
  const third = attempt(unseen, new Date());
  await expect(third.done).rejects.toThrow('missing_scope');
  expect(third.giveUp).not.toHaveBeenCalled();
  expect(unseen.posts()).toEqual([]);
});
