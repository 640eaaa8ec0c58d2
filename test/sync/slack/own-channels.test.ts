import { beforeEach, expect, it } from 'vitest';
import type { SlackChannel } from '#sync/connectors/slack/port.ts';
import { createLog } from '#sync/log.ts';
import { createOwnChannels } from '#sync/slack/own-channels.ts';
import { slackError } from '../../fakes/fake-slack.ts';

const room = { id: 'C1', name: 'demandes', isPrivate: true, isMember: true, isArchived: false };
let told: () => Promise<SlackChannel | null>;
let asked = 0;
let nowMs = 0;
const slack = {
  channel: () => {
    asked += 1;
    return told();
  },
};
let isOwn: ReturnType<typeof createOwnChannels>;
beforeEach(() => {
  asked = 0;
  isOwn = createOwnChannels({ log: createLog('silent'), nowMs: () => nowMs });
});

/** What holds once Slack has been asked, if it is asked. */
async function seen(): Promise<boolean> {
  isOwn('1', slack, 'C1');
  await new Promise(setImmediate);
  return isOwn('1', slack, 'C1');
}
const shared = (isShared: boolean) => async () => ({ ...room, isShared });

it('is ours once Slack has told so, and is asked about once', async () => {
  told = shared(false);
  expect(isOwn('1', slack, 'C1')).toBe(false);
  expect([await seen(), await seen()]).toEqual([true, true]);
  expect(asked).toBe(1);
});

it('is not ours while another organization reads it, whenever it is shared', async () => {
  told = shared(false);
  expect(await seen()).toBe(true);
  told = shared(true);
  nowMs += 10 * 60_000;
  expect(await seen()).toBe(false);
  told = shared(false);
  nowMs += 10 * 60_000;
  expect(await seen()).toBe(true);
});

it('is waited for as long as Slack does not answer, and what was known holds meanwhile', async () => {
  told = () => Promise.reject(slackError('retry-later'));
  expect(await seen()).toBe(false);
  told = shared(false);
  nowMs += 2_000;
  expect(await seen()).toBe(true);
  told = () => Promise.reject(slackError('retry-later'));
  nowMs += 10 * 60_000;
  expect(await seen()).toBe(true);
});

it.each([
  ['hidden', async () => null],
  ['not to be looked at', () => Promise.reject(slackError('rejected', { code: 'missing_scope' }))],
])('that is %s is left to the posts, and looked at again soon', async (_what, answer) => {
  told = answer;
  expect(await seen()).toBe(true);
  told = shared(true);
  nowMs += 10_000;
  expect(await seen()).toBe(false);
});
