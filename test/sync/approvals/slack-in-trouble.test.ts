import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { markChanged } from '#sync/store/approval-changes.ts';
import { workspaceOf } from '#sync/store/slack-workspaces.ts';
import { slackError } from '../../fakes/fake-slack.ts';
import { evidenceRequest, refusal } from '../../kit/account-request-samples.ts';
import {
  type AnnouncedRequests,
  actionsOf,
  announcedRequests,
  channel,
} from '../../kit/announced-requests.ts';

let world: AnnouncedRequests;
beforeAll(async () => {
  world = await announcedRequests();
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

/** A request that is not shown yet: nobody knows an address of the person. */
async function incomplete(): Promise<string> {
  const id = await world.request();
  await world.database.pool.query(
    `update instances set step = 'incomplete', state = jsonb_set(state, '{step}', '"incomplete"') where id = $1`,
    [id],
  );
  return id;
}

describe('Slack in trouble', () => {
  it('a dead token is noted at the workspace until it works again', async () => {
    await world.database.pool.query(`
      insert into companies (id, name, api_url, state) values ('1001', '', 'https://a', 'active');
      insert into slack_workspaces (company, team_id, team_name, bot_token, bot_id, bot_user_id, scopes)
        values ('1001', 'T1', '', '', '', '', '{}')`);
    const noted = async () =>
      (await workspaceOf(world.options.db, '1001'))?.problem as { word: string } | null | undefined;
    const { id } = await world.shown();
    world.slack.down = slackError('sign-in-again', { code: 'token_revoked' });
    await world.tell(id, refusal());
    await world.followed();
    expect((await noted())?.word).toBe('sign-in-again');
    // What needs no word of ours does not prove that Slack listens again.
    world.slack.down = null;
    world.clock.aheadMs = 61_000;
    await markChanged(world.options.db, await incomplete(), '1001');
    await world.followed();
    expect((await noted())?.word).toBe('sign-in-again');
    await world.hurry();
    await world.followed();
    expect(await noted()).toBeNull();
    expect(await world.marks()).toEqual([]);
  });

  it('a dead token pauses the company with one probe a minute, and all is caught up after', async () => {
    const { id } = await world.shown();
    world.slack.down = slackError('sign-in-again', { code: 'token_revoked' });
    await world.tell(id, refusal());
    for (let index = 0; index < 4; index += 1) await world.request();
    await world.followed();
    const tried = world.slack.calls.length;
    await world.hurry();
    await world.followed();
    expect(world.slack.calls.length).toBe(tried);
    world.clock.aheadMs = 61_000;
    await world.hurry();
    await world.followed();
    expect(world.slack.calls.length).toBe(tried + 1);
    world.slack.down = null;
    world.clock.aheadMs = 122_000;
    await world.hurry();
    await world.followed();
    expect(world.slack.posts()).toHaveLength(5);
    expect(actionsOf(world.slack.posts()[0])).not.toContain('accept-request');
    expect(await world.marks()).toEqual([]);
  });

  it('a rate limit is obeyed as long as Slack says', async () => {
    world.slack.trouble('postMessage', slackError('retry-later', { retryAfterMs: 30_000 }));
    await world.request();
    await world.followed();
    const [mark] = await world.marks();
    expect(mark).toMatchObject({ attempts: 1, later: true, problem: { word: 'retry-later' } });
    world.clock.aheadMs = 29_000;
    await world.hurry();
    await world.followed();
    expect(world.count('postMessage')).toBe(1);
    world.clock.aheadMs = 31_000;
    await world.followed();
    expect(world.slack.posts()).toHaveLength(1);
  });

  it('a message that Slack does not take keeps no other one waiting', async () => {
    world.slack.trouble('postMessage', slackError('broken', { code: 'invalid_blocks' }));
    await world.request();
    await world.followed();
    expect(await world.marks()).toMatchObject([{ attempts: 1, later: true, problem: { word: 'broken' } }]);
    await world.request();
    await world.followed();
    expect(world.slack.posts()).toHaveLength(1);
  });

  it('a message that Slack does not let us change goes on with its story', async () => {
    const { id, ts } = await world.shown();
    world.slack.trouble('updateMessage', slackError('rejected', { code: 'edit_window_closed' }));
    await world.tell(id, refusal());
    await world.followed();
    expect(world.slack.posts(ts)).toHaveLength(1);
    expect(await world.marks()).toEqual([]);
  });

  it('a message of an app that was made anew gets a successor, whose buttons work', async () => {
    const { id, ts } = await world.shown();
    world.slack.trouble('updateMessage', slackError('rejected', { code: 'cant_update_message' }));
    await world.tell(id, evidenceRequest());
    await world.followed();
    const [before, anew, ...more] = world.slack.posts();
    expect([before?.ts, more]).toEqual([ts, []]);
    expect(actionsOf(anew)).toContain('accept-request');
    await world.tell(id, refusal());
    await world.followed();
    expect(anew?.updates).toBe(1);
    expect(world.slack.posts()).toHaveLength(2);
  });

  it('a locked thread is told no more, and keeps no other request waiting', async () => {
    const { id, ts } = await world.shown();
    world.slack.trouble('postMessage', slackError('rejected', { code: 'restricted_action_thread_locked' }));
    await world.tell(id, evidenceRequest());
    await world.followed();
    expect(world.slack.posts(ts)).toEqual([]);
    expect(await world.marks()).toEqual([]);
    await world.request();
    await world.tell(id, refusal());
    await world.followed();
    expect(world.slack.posts()).toHaveLength(2);
    expect(world.slack.posts(ts)).toHaveLength(1);
  });

  it('a decision does not wait behind what Slack did not take of its request before', async () => {
    world.slack.trouble('postMessage', slackError('broken', { code: 'invalid_blocks' }));
    const id = await world.request();
    await world.followed();
    expect(await world.marks()).toMatchObject([{ later: true }]);
    await world.tell(id, evidenceRequest());
    await world.followed();
    expect(world.slack.posts()).toHaveLength(1);
  });

  it('a backlog keeps what has just changed waiting no longer than one post takes', async () => {
    const { slackOf } = world.options;
    await world.follower.stop();
    const ids: string[] = [];
    for (let index = 0; index < 6; index += 1) ids.push(await world.request());
    const leaving: string[] = [];
    const gate = Promise.withResolvers<void>();
    const postMessage: typeof world.slack.postMessage = async (post) => {
      leaving.push(post.message.metadata?.event_payload.request_id ?? '');
      await gate.promise;
      return world.slack.postMessage(post);
    };
    const slack = { ...world.slack, postMessage };
    world.options.slackOf = () => ({ slack, channel, teamId: 'T1' });
    try {
      await world.restart();
      await expect.poll(() => leaving.length).toBe(3);
      expect(leaving.toSorted()).toEqual([ids[0], ids[1], ids[5]].toSorted());
      gate.resolve();
      await world.followed();
      expect(world.slack.posts()).toHaveLength(6);
    } finally {
      gate.resolve();
      world.options.slackOf = slackOf;
      await world.restart();
    }
  });
});
