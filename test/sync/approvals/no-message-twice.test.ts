import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFollower } from '#sync/approvals/follow-requests.ts';
import { messagesOf } from '#sync/store/approval-messages.ts';
import { slackError } from '../../fakes/fake-slack.ts';
import { evidenceRequest, refusal } from '../../kit/account-request-samples.ts';
import { type AnnouncedRequests, actionsOf, announcedRequests } from '../../kit/announced-requests.ts';

let world: AnnouncedRequests;
beforeAll(async () => {
  world = await announcedRequests();
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

describe('no message twice', () => {
  it('when the connection is cut after Slack took a post', async () => {
    world.slack.trouble('postMessage', 'accepted-and-cut');
    const id = await world.request();
    await world.followed();
    expect((await messagesOf(world.options.db, id))[0]).toMatchObject({ ts: null });
    await world.restart();
    await world.hurry();
    await world.followed();
    expect(world.slack.posts()).toHaveLength(1);
    const [kept] = await messagesOf(world.options.db, id);
    expect(kept).toMatchObject({ ts: world.slack.posts()[0]?.ts, postingSince: null });
    expect(await world.marks()).toEqual([]);
  });

  it('when the connection is cut and the post never arrived it is posted', async () => {
    world.slack.trouble('postMessage', slackError('retry-later', { unclear: true }));
    await world.request();
    await world.followed();
    expect(world.slack.posts()).toEqual([]);
    await world.restart();
    await world.hurry();
    await world.followed();
    expect(world.slack.posts()).toHaveLength(1);
  });

  it('as long as it is not known whether a post arrived, none leaves', async () => {
    world.slack.trouble('postMessage', 'accepted-and-cut');
    world.slack.trouble('findMessage', slackError('sign-in-again', { code: 'missing_scope' }));
    await world.request();
    await world.followed();
    await world.restart();
    await world.hurry();
    await world.followed();
    expect(world.count('postMessage')).toBe(1);
    await world.restart();
    await world.hurry();
    await world.followed();
    expect(world.count('postMessage')).toBe(1);
    expect(world.slack.posts()).toHaveLength(1);
  });

  it('when we ended between the post and its record, and the request was decided meanwhile', async () => {
    const { id, ts } = await world.shown();
    await world.database.pool.query(
      'update approval_messages set ts = null, shown = null, posting_since = now() where instance_id = $1',
      [id],
    );
    await world.tell(id, refusal());
    await world.followed();
    expect(world.slack.posts().map((one) => one.ts)).toEqual([ts]);
    expect(actionsOf(world.slack.posts()[0])).not.toContain('accept-request');
  });

  it('nor a reply whose answer was lost', async () => {
    const { id, ts } = await world.shown();
    world.slack.trouble('postMessage', 'accepted-and-cut');
    await world.tell(id, evidenceRequest('Une délibération'));
    await world.followed();
    await world.tell(id, refusal());
    await world.restart();
    await world.hurry();
    await world.followed();
    const replies = world.slack.posts(ts).map(({ message: { text } }) => text);
    expect(replies).toHaveLength(2);
    expect(replies[0]).toContain('Une délibération');
    expect(replies[1]).not.toContain('Une délibération');
    expect(replies[1]).toContain('refusée');
  });

  it('a refused post leaves nothing to look for', async () => {
    world.slack.trouble('postMessage', slackError('not-found', { code: 'not_in_channel' }));
    await world.request();
    await world.followed();
    await world.restart();
    await world.hurry();
    await world.followed();
    expect(world.slack.posts()).toHaveLength(1);
    expect(world.count('findMessage')).toBe(0);
  });

  it('by two nodes at once', async () => {
    const other = createFollower(world.options);
    const ids = [];
    for (let index = 0; index < 8; index += 1) ids.push(await world.request());
    world.follower.poke();
    other.poke();
    await Promise.all([world.follower.idle(), other.idle()]);
    await world.followed();
    await other.stop();
    const posted = world.slack.posts().map((one) => one.message.metadata?.event_payload.request_id);
    expect(posted.toSorted()).toEqual(ids.toSorted());
  });
});
