import { beforeEach, expect, it } from 'vitest';
import { warnOfWaiting } from '#sync/effect-handlers/helpscout/warn-of-waiting.ts';
import { createFakeSlack, type FakeSlack } from '../../../fakes/fake-slack.ts';
import { contextOf } from '../../../kit/handler-context.ts';

const effect = {
  kind: 'warn-of-waiting' as const,
  conversationId: 55,
  number: 1234,
  subject: '<!channel> & *une* question',
  webUrl: 'https://secure.helpscout.net/conversation/55/1234/',
  waitingSince: '2026-11-20T09:00:00Z',
  dueAt: '2026-11-23T09:00:00.000Z',
  toEmail: 'vente@example.org' as string | null,
};
const now = () => new Date('2026-11-23T05:00:00Z');

let slack: FakeSlack;
beforeEach(() => {
  slack = createFakeSlack();
  slack.people.push({ id: 'U21', email: 'vente@example.org' });
});
const warn = (repeated = false, more: Partial<typeof effect> = {}) =>
  warnOfWaiting(() => ({ slack, channel: 'C1' }), now).run({ ...effect, ...more }, contextOf({ repeated }));
const said = (place = 0) => JSON.stringify(slack.posts()[place]?.message);

it('calls whose it is in the channel, with the way to the conversation', async () => {
  await warn();
  expect(slack.posts()).toMatchObject([{ channel: 'C1' }]);
  expect(said()).toContain('<@U21>');
  expect(said()).toContain('<https://secure.helpscout.net/conversation/55/1234/|Ouvrir dans Help Scout>');
  expect(said()).toContain('n°\u00A01234');
});

it('says a subject as text: nobody is pinged by what a customer wrote', async () => {
  await warn();
  expect(said()).not.toContain('<!channel>');
  expect(said()).toContain('&lt;!channel&gt;');
});

it('names an address that Slack does not know, and nobody where nobody is known', async () => {
  await warn(false, { toEmail: 'inconnue@example.org' });
  expect(said()).toContain('inconnue@example.org');
  expect(said()).not.toContain('<@');
  await warn(false, { toEmail: null });
  expect(slack.posts()).toHaveLength(2);
  expect(said(1)).not.toMatch(/<@|@example\.org|null/);
  expect(said(1)).toContain('⏰ Cette conversation attend');
});

it('is said once, though its answer got lost', async () => {
  slack.trouble('postMessage', 'accepted-and-cut');
  await expect(warn()).rejects.toThrow();
  await warn(true);
  expect(slack.posts()).toHaveLength(1);
});

it('is not mistaken for the warning of another conversation', async () => {
  await warn(false, { conversationId: 56 });
  await warn(true);
  expect(slack.posts()).toHaveLength(2);
});

it('waits for Slack to be connected', async () => {
  const handler = warnOfWaiting(() => undefined, now);
  await expect(handler.run(effect, contextOf())).rejects.toMatchObject({
    failure: { vendor: 'slack', word: 'sign-in-again' },
  });
});
