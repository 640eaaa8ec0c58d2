import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Member } from '../../services/sandbox/src/slack/records.ts';
import { slackIds } from '../../services/sandbox/src/slack/seed-slack.ts';
import { reaches, submitted } from '../kit/flow.ts';
import { altered, everythingAbout, messageOf, placeOf, press, toldAfter } from '../kit/slack-world.ts';
import { startWorld, type World } from '../kit/start-world.ts';

/** Everybody in the channel, with a language. */
function inChannel({ sandbox }: World, channelId: string, member: Partial<Member> & { id: string }): void {
  const { members, channels } = sandbox.slack.memory;
  const known = members.find(({ id }) => id === member.id);
  const sample = members.find(({ id }) => id === slackIds.stranger);
  if (known) Object.assign(known, member);
  else if (sample) members.push({ ...sample, ...member });
  const channel = channels.find(({ id }) => id === channelId);
  if (channel && !channel.members.includes(member.id)) channel.members.push(member.id);
}

describe('in the channel of the company', () => {
  let world: World;
  let requestId: string;
  beforeAll(async () => {
    world = await startWorld({ slack: true });
    requestId = (await submitted(world)).request.id;
    await messageOf(world, requestId);
  });
  afterAll(() => world.stop());

  const { trainee, stranger, guest } = slackIds;
  const unconfirmed = { id: 'U0SANSMAIL', email: 'responsable@example.org', is_email_confirmed: false };
  const namesake = {
    id: 'U0HOMONYME',
    real_name: 'Chargée de clientèle',
    email: 'vente@ailleurs.example.org',
  };
  const left = { id: 'U0PARTI024', email: 'ancien@example.org' };

  it.each<[string, Partial<Member> & { id: string }, RegExp]>([
    [
      'somebody of the team without the right, in French',
      { id: trainee },
      /^Seules ces personnes décident : .*Chargée de clientèle.*Un administrateur/,
    ],
    [
      'somebody of the team without the right, in English',
      { id: 'U0STAGEEN3', email: 'stagiaire@example.org', locale: 'en-US' },
      /^Only these people decide: .*Responsable commercial.*An administrator/,
    ],
    ['somebody whom Pipedrive does not know', { id: stranger }, /compta@example\.org.*administrateur/],
    [
      'somebody whom Pipedrive does not know, in English',
      { id: 'U0COMPTAEN', email: 'ledger@example.org', locale: 'en-GB' },
      /^No active Pipedrive user .*ledger@example\.org/,
    ],
    ['a guest', { id: guest }, /^Les invités Slack ne décident pas/],
    [
      'a guest with the address of a decider',
      { id: 'U0INVITE02', email: 'vente@example.org', is_ultra_restricted: true, locale: 'en-GB' },
      /^Slack guests do not decide/,
    ],
    ['somebody whose address Slack does not confirm', unconfirmed, /ne confirme pas votre adresse/],
    ['somebody with the name of a decider', namesake, /vente@ailleurs\.example\.org/],
    ['somebody whose Pipedrive account is closed', left, /ancien@example\.org/],
  ])('%s hears why, and changes nothing', async (_who, member, expected) => {
    inChannel(world, slackIds.approvals, member);
    const before = await everythingAbout(world, requestId);
    for (const actionId of ['accept-request', 'refuse-request', 'ask-for-evidence']) {
      const said = await toldAfter(world, member.id, () =>
        press(world, requestId, actionId, { user: member.id }),
      );
      expect(said).toMatch(expected);
    }
    expect(await everythingAbout(world, requestId)).toEqual(before);
    expect(before.step).toBe('pending');
    expect(world.sandbox.slack.memory.views).toEqual([]);
  });

  it('somebody whose Slack account is closed, with a request that was still under way', async () => {
    const before = await everythingAbout(world, requestId);
    const { exchange } = await press(world, requestId, 'accept-request', { to: 'http://127.0.0.1:1' });
    const theirs = altered({ ...exchange, url: `${world.nodes[0]?.url}/slack/events` }, (payload) => {
      payload.user.id = slackIds.former;
    });
    const said = await toldAfter(world, slackIds.sales, async () => {
      const sent = await world.sandbox.slack.acts.repeat({ exchange: theirs, isSignedAnew: true });
      expect(sent.status).toBe(200);
    });
    expect(said).toContain('Votre compte Slack est désactivé');
    expect(await everythingAbout(world, requestId)).toEqual(before);
  });

  it('a decider decides all the same', async () => {
    await press(world, requestId, 'accept-request', { user: slackIds.manager });
    await reaches(world, requestId, 'accepted');
  });
});

describe('in a channel that was shared with another company afterwards', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ slack: true });
  });
  afterAll(() => world.stop());

  it('people of the other workspace hear why; ours decide', async () => {
    const { request } = await submitted(world);
    const message = await messageOf(world, request.id);
    const before = await everythingAbout(world, request.id);
    const user = slackIds.partner;
    const channel = world.sandbox.slack.memory.channels.find(({ id }) => id === message.channel);
    Object.assign(channel ?? {}, { is_ext_shared: true });
    channel?.members.push(user);
    const said = await toldAfter(world, user, () =>
      world.sandbox.slack.acts.press({ user, place: placeOf(message), actionId: 'accept-request' }),
    );
    expect(said).toMatch(/^Vous venez d’un autre espace de travail Slack/);
    expect(await everythingAbout(world, request.id)).toEqual(before);
    await press(world, request.id, 'accept-request');
    await reaches(world, request.id, 'accepted');
  });
});
