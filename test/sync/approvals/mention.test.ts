import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMentions } from '#sync/approvals/mention.ts';
import { createLog } from '#sync/log.ts';
import { createFakeSlack, slackError } from '../../fakes/fake-slack.ts';
import { type AnnouncedRequests, announcedRequests } from '../../kit/announced-requests.ts';

const log = createLog('silent');
const place = { channel: 'C1', teamId: 'T1' };

it.each([
  [undefined, null],
  ['U0123456', '<@U0123456>'],
  ['S0123456', '<!subteam^S0123456>'],
  ['<@U0123456>', '<@U0123456>'],
  ['<!subteam^S0123456>', '<!subteam^S0123456>'],
  ['vente@example.org', '<@U21>'],
  ['Inconnue@example.org', 'inconnue@example.org'],
  ['l’équipe', 'l’équipe'],
])('%s is mentioned as %s', async (named, expected) => {
  const slack = createFakeSlack();
  slack.people = [{ id: 'U21', email: 'vente@example.org' }];
  expect(await createMentions(log)({ slack, ...place }, named)).toBe(expected);
});

it('asks Slack once a day whom an address means, and again when Slack was silent', async () => {
  const slack = createFakeSlack();
  slack.people = [{ id: 'U21', email: 'vente@example.org' }];
  let nowMs = 0;
  const mentionOf = createMentions(log, () => nowMs);
  const asked = () => slack.calls.filter((call) => call === 'personByEmail').length;
  slack.trouble('personByEmail', slackError('retry-later'));
  await expect(mentionOf({ slack, ...place }, 'vente@example.org')).rejects.toThrow('retry-later');
  expect(await mentionOf({ slack, ...place }, 'vente@example.org')).toBe('<@U21>');
  await mentionOf({ slack, ...place }, 'vente@example.org');
  expect(asked()).toBe(2);
  nowMs = 25 * 3_600_000;
  await mentionOf({ slack, ...place }, 'vente@example.org');
  expect(asked()).toBe(3);
  // What it said last holds while it says nothing.
  nowMs = 50 * 3_600_000;
  slack.trouble('personByEmail', slackError('retry-later'), slackError('sign-in-again'));
  expect(await mentionOf({ slack, ...place }, 'vente@example.org')).toBe('<@U21>');
  expect(await mentionOf({ slack, ...place }, 'vente@example.org')).toBe('<@U21>');
  expect(asked()).toBe(5);
});

it('writes the address out where Slack never lets us look', async () => {
  const slack = createFakeSlack();
  slack.trouble('personByEmail', slackError('sign-in-again', { code: 'missing_scope' }));
  expect(await createMentions(log)({ slack, ...place }, 'vente@example.org')).toBe('vente@example.org');
});

let world: AnnouncedRequests;
beforeAll(async () => {
  world = await announcedRequests();
});
afterAll(() => world.stop());

it('a message calls whom the settings name, and never a whole channel', async () => {
  await world.reset();
  world.company.settings = { slack: { mention: 'U0123456' } };
  await world.shown();
  expect(JSON.stringify(world.slack.posts())).toContain('<@U0123456>');
  await world.reset();
  world.company.settings = { slack: { mention: '<!channel> <!here>' } };
  await world.shown();
  expect(JSON.stringify(world.slack.posts())).not.toMatch(/<!channel>|<!here>/);
});
