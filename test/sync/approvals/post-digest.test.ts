import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { newConversation } from '#core/processes/conversation/state.ts';
import { postDueDigests } from '#sync/approvals/post-digest.ts';
import { slackError } from '../../fakes/fake-slack.ts';
import { type AnnouncedRequests, announcedRequests, channel } from '../../kit/announced-requests.ts';

let world: AnnouncedRequests;
beforeAll(async () => {
  world = await announcedRequests();
  await world.follower.stop();
});
afterAll(() => world.stop());
beforeEach(async () => {
  world.slack.messages.length = 0;
  world.slack.calls.length = 0;
  world.company.settings = { slack: { digestAt: '09:00' } };
  await world.database.pool.query('delete from instances; delete from slack_digests');
});

const post = () => postDueDigests(world.options, new AbortController().signal);
/** Monday, 23 November 2026; Paris is an hour ahead of UTC. */
const monday = (time: string) => world.at(`2026-11-23T${time}:00.000Z`);

it('comes at its time, once a day, in one message', async () => {
  await world.request();
  monday('07:59');
  await post();
  expect(world.slack.posts()).toEqual([]);
  monday('08:00');
  await post();
  await post();
  monday('15:00');
  await post();
  expect(world.slack.posts()).toHaveLength(1);
  expect(world.slack.posts()[0]).toMatchObject({ channel, message: { text: expect.stringContaining('1') } });
  world.at('2026-11-24T08:00:00.000Z');
  await post();
  expect(world.slack.posts()).toHaveLength(2);
});

it('comes later the same day when nobody was there in the morning', async () => {
  await world.request();
  monday('16:30');
  await post();
  expect(world.slack.posts()).toHaveLength(1);
});

it.each([
  ['on a Sunday', '2026-11-22T09:00:00.000Z', {}],
  ['on a holiday', '2026-11-23T09:00:00.000Z', { holidays: ['2026-11-23'] }],
  ['without a time', '2026-11-23T09:00:00.000Z', { slack: {} }],
])('does not come %s', async (_when, at, settings) => {
  world.company.settings = { ...world.company.settings, ...settings };
  await world.request();
  world.at(at);
  await post();
  expect(world.slack.calls).toEqual([]);
});

it('does not come when there is nothing to say, nor later that day', async () => {
  monday('08:00');
  await post();
  await world.request();
  await post();
  expect(world.slack.posts()).toEqual([]);
});

it('does not come for a morning before the company was connected', async () => {
  await world.request();
  const fact = (connectedAt: string) =>
    world.database.pool.query(
      "update company_facts set value = jsonb_set(value, '{connectedAt}', to_jsonb($1::text)) where name = 'slack-connection'",
      [connectedAt],
    );
  await fact('2026-11-23T12:00:00.000Z');
  monday('14:00');
  await post();
  await fact('2026-11-01T00:00:00.000Z');
  expect(world.slack.posts()).toEqual([]);
});

it('is posted once when its answer is lost, and by two nodes at once', async () => {
  await world.request();
  monday('08:00');
  world.slack.trouble('postMessage', 'accepted-and-cut');
  await post();
  await Promise.all([post(), post()]);
  expect(world.slack.posts()).toHaveLength(1);
});

it('is tried again when Slack refused it', async () => {
  await world.request();
  monday('08:00');
  world.slack.trouble('postMessage', slackError('not-found', { code: 'not_in_channel' }));
  await post();
  expect(world.slack.posts()).toEqual([]);
  await post();
  expect(world.slack.posts()).toHaveLength(1);
});

it('counts what is restricted, and names it not', async () => {
  const id = await world.request({ name: 'Zélie Quelconque', organization: 'Mairie secrète' });
  await world.request({ organization: 'Mairie connue' });
  await world.database.pool.query(
    `with audience as (insert into audiences (company, key, everybody, staff_ids)
       values ('1001', gen_random_uuid()::text, false, '{22}') returning id)
     update instances set audience_id = audience.id from audience where instances.id = $1`,
    [id],
  );
  monday('08:00');
  await post();
  const said = JSON.stringify(world.slack.posts());
  expect(said).toContain('Mairie connue');
  expect(said).not.toMatch(/secrète|Zélie/);
  expect(said).toContain('2 demandes');
});

/** A conversation of the help desk, by when it was asked and answered. */
async function conversation(askedAt: string, answeredAt: string | null = null): Promise<void> {
  const step = answeredAt === null ? 'waiting' : 'answered';
  await world.database.pool.query(
    `insert into instances (id, company, process, version, revision, step, state, search, created_at, updated_at)
     values (gen_random_uuid(), '1001', 'conversation', 1, 1, $1, $2, '', now(), now())`,
    [step, JSON.stringify({ ...newConversation(1), step, askedAt, answeredAt })],
  );
}
const withDesk = (desk: boolean) => Object.assign(world.company, { desk });

it('tells how first answers stand in the help desk: who waits, who is late, how long they took', async () => {
  withDesk(true);
  // Friday, 20 November: answered within 30 and 90 minutes of working time.
  await conversation('2026-11-20T09:00:00Z', '2026-11-20T09:30:00Z');
  await conversation('2026-11-20T15:30:00Z', '2026-11-23T08:00:00.000Z');
  await conversation('2026-11-19T09:00:00Z', '2026-11-19T16:00:00Z');
  await conversation('2026-11-19T15:00:00Z');
  await conversation('2026-11-23T07:00:00Z');
  monday('08:10');
  await post();
  withDesk(false);
  expect(world.slack.posts()).toHaveLength(1);
  const said = JSON.stringify(world.slack.posts());
  expect(said).toMatch(/2 conversations attendent une première réponse · 🔴 1 en retard/);
  expect(said).toMatch(/2 réponses depuis le 20 nov. 2026 · délai médian 1.h \(/u);
});

it('says nothing of conversations without a help desk, nor of none', async () => {
  await conversation('2026-11-19T15:00:00Z');
  monday('08:00');
  await post();
  expect(world.slack.posts()).toEqual([]);
  await world.database.pool.query('delete from instances; delete from slack_digests');
  withDesk(true);
  await post();
  withDesk(false);
  expect(world.slack.posts()).toEqual([]);
});
