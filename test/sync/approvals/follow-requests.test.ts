import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { markChanged } from '#sync/store/approval-changes.ts';
import { writeFact } from '#sync/store/company-facts.ts';
import { slackError } from '../../fakes/fake-slack.ts';
import { acceptance, evidenceRequest, refusal, undoing } from '../../kit/account-request-samples.ts';
import {
  type AnnouncedRequests,
  actionsOf,
  announcedRequests,
  channel,
  connectedAt,
} from '../../kit/announced-requests.ts';

let world: AnnouncedRequests;
beforeAll(async () => {
  world = await announcedRequests();
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

describe('the message of a request', () => {
  it('is posted once, and is left alone as long as nothing changes', async () => {
    const id = await world.request();
    await world.followed();
    await world.followed();
    const [message, ...more] = world.slack.posts();
    expect(more).toEqual([]);
    expect(message?.message.metadata).toEqual({
      event_type: 'account_request',
      event_payload: { request_id: id },
    });
    expect(actionsOf(message)).toEqual(expect.arrayContaining(['accept-request', 'refuse-request']));
    expect(world.slack.posts(message?.ts)).toEqual([]);
    expect(world.count('updateMessage')).toBe(0);
    expect(await world.marks()).toEqual([]);
  });

  it('follows decisions, and its thread tells each once', async () => {
    const { id, ts } = await world.shown();
    await world.tell(id, refusal('individual', 'Pas une collectivité'));
    await world.followed();
    const [message] = world.slack.posts();
    expect(message?.updates).toBe(1);
    expect(actionsOf(message)).not.toContain('accept-request');
    expect(world.slack.posts(ts).map(({ message: { text } }) => text)).toEqual([
      expect.stringContaining('Pas une collectivité'),
    ]);
    await world.restart();
    await world.followed();
    expect(world.slack.posts(ts)).toHaveLength(1);
    expect(world.slack.posts()).toHaveLength(1);
  });

  it('tells what happened meanwhile in one reply', async () => {
    const { id, ts } = await world.shown();
    await world.tell(id, evidenceRequest('Une délibération'));
    await world.tell(id, acceptance());
    await world.followed();
    const [reply, ...more] = world.slack.posts(ts);
    expect(more).toEqual([]);
    expect(reply?.message.text).toContain('Une délibération');
    expect(reply?.message.text).toContain('acceptée');
  });

  it('loses its undo button when the time to undo is over', async () => {
    world.company.settings = { undoSeconds: 60 };
    const { id } = await world.shown();
    await world.tell(id, refusal());
    await world.followed();
    const [message] = world.slack.posts();
    expect(actionsOf(message)).toContain('undo-decision');
    expect(await world.marks()).toEqual([{ attempts: 0, problem: null, later: true }]);
    world.clock.aheadMs = 61_000;
    await world.hurry();
    await world.followed();
    expect(actionsOf(message)).not.toContain('undo-decision');
  });

  it('follows what is undone while the end of the undo window is waited for', async () => {
    world.company.settings = { undoSeconds: 60 };
    const { id } = await world.shown();
    await world.tell(id, refusal());
    await world.followed();
    await world.tell(id, undoing);
    await world.followed();
    expect(actionsOf(world.slack.posts()[0])).toContain('accept-request');
    expect(await world.marks()).toEqual([]);
  });

  it('is posted as decided when somebody was quicker than Slack', async () => {
    const id = await world.request();
    await world.tell(id, refusal());
    await world.followed();
    const [message, ...more] = world.slack.posts();
    expect(more).toEqual([]);
    expect(actionsOf(message)).not.toContain('accept-request');
  });

  it('of what was decided before the connection there is none', async () => {
    const { slackOf } = world.options;
    await world.follower.stop();
    world.options.slackOf = () => ({ slack: world.slack, channel, teamId: 'T2' });
    try {
      const id = await world.request();
      await world.tell(id, refusal());
      await world.restart();
      await world.followed();
      expect(world.slack.posts()).toEqual([]);
      expect(await world.marks()).toEqual([]);
    } finally {
      world.options.slackOf = slackOf;
      await writeFact(world.options.db, '1001', 'slack-connection', { teamId: 'T1', connectedAt });
    }
  });

  it('comes for what was decided while Slack was not heard yet, when it is', async () => {
    const { slackOf } = world.options;
    await world.follower.stop();
    await world.database.pool.query("delete from company_facts where name = 'slack-connection'");
    world.options.slackOf = () => undefined;
    try {
      world.at('2026-11-20T08:00:30.000Z');
      await world.restart();
      await world.followed();
      const id = await world.request();
      await world.tell(id, refusal());
      world.at('2026-11-20T10:00:00.000Z');
      world.options.slackOf = slackOf;
      await world.restart();
      await world.followed();
      expect(world.slack.posts()).toHaveLength(1);
    } finally {
      world.options.slackOf = slackOf;
      await writeFact(world.options.db, '1001', 'slack-connection', { teamId: 'T1', connectedAt });
    }
  });

  it('comes for all that is open when a company connects, and for nothing before', async () => {
    world.company.announces = false;
    const id = await world.request();
    await world.followed();
    expect(await world.marks()).toEqual([]);
    expect(world.slack.posts()).toEqual([]);
    world.company.announces = true;
    await world.restart();
    await world.followed();
    expect(world.slack.posts()[0]?.message.metadata?.event_payload).toEqual({ request_id: id });
  });

  it('that somebody deleted is posted anew while the request is open, and forgotten after', async () => {
    const { id, ts } = await world.shown();
    world.slack.delete(ts);
    await world.tell(id, evidenceRequest());
    await world.followed();
    const [anew, ...more] = world.slack.posts();
    expect(more).toEqual([]);
    expect(anew?.ts).not.toBe(ts);
    world.slack.delete(anew?.ts ?? '');
    await world.tell(id, refusal());
    await world.followed();
    await markChanged(world.options.db, id, '1001');
    await world.followed();
    expect(world.slack.posts()).toEqual([]);
    expect(await world.marks()).toEqual([]);
  });

  it('of a request that not everybody may see tells nobody whose it is, and its thread tells nothing', async () => {
    const id = await world.request({ name: 'Zélie Quelconque', organization: 'Mairie secrète' });
    await world.database.pool.query(
      `with audience as (insert into audiences (company, key, everybody, staff_ids)
         values ('1001', gen_random_uuid()::text, false, '{22}') returning id)
       update instances set audience_id = audience.id from audience where instances.id = $1`,
      [id],
    );
    await world.tell(id, refusal('individual', 'Voir avec Zélie'));
    await world.followed();
    const all = JSON.stringify(world.slack.messages);
    expect(world.slack.posts()).toHaveLength(1);
    expect(all).not.toMatch(/Zélie|secrète|example\.org|Camille/);
    expect(all).toContain('visibilité restreinte');
    // As soon as everybody may see it, it is told in full.
    await world.database.pool.query('update instances set audience_id = null where id = $1', [id]);
    await world.followed();
    expect(JSON.stringify(world.slack.messages)).toContain('Mairie secrète');
    expect(world.slack.posts(world.slack.posts()[0]?.ts)).toHaveLength(1);
  });
});

describe('another channel', () => {
  it('gets what is open, and the message in the channel before is drawn as decided', async () => {
    world.company.settings = { undoSeconds: 60 };
    const { id, ts } = await world.shown();
    const { slackOf } = world.options;
    world.options.slackOf = () => ({ slack: world.slack, channel: 'C2', teamId: 'T1' });
    try {
      await world.restart();
      await world.followed();
      expect(world.slack.posts().map((one) => one.channel)).toEqual([channel, 'C2']);
      await world.tell(id, refusal());
      await world.followed();
      expect(world.slack.posts().flatMap(actionsOf)).not.toContain('accept-request');
      expect(world.slack.posts(ts)).toEqual([]);
      // Whatever Slack says to the channel before, the one of now follows.
      const refused = slackError('sign-in-again', { code: 'restricted_action' });
      world.slack.trouble('updateMessage', 'accepted-and-cut', refused);
      await world.tell(id, undoing);
      await world.followed();
      expect(actionsOf(world.slack.posts()[0])).not.toContain('accept-request');
      expect(actionsOf(world.slack.posts()[1])).toContain('accept-request');
      expect(await world.marks()).toEqual([]);
    } finally {
      world.options.slackOf = slackOf;
      await world.restart();
    }
  });
});
