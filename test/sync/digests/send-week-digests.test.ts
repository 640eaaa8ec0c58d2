import { beforeEach, describe, expect, it } from 'vitest';
import { mailTrouble } from '../../fakes/fake-mailer.ts';
import { slackError } from '../../fakes/fake-slack.ts';
import { ids } from '../../kit/conversion-samples.ts';
import { conversion, due, monday, weekDigestStage } from '../../kit/week-digest-stage.ts';

const { outside, keep, query, send } = weekDigestStage();

describe('when it comes', () => {
  it.each([
    ['before its time', '2026-11-23T07:29:59.000Z', {}, 0],
    ['at its time', monday, {}, 1],
    ['late the same day', '2026-11-23T22:59:00.000Z', {}, 1],
    ['the day after', '2026-11-24T08:00:00.000Z', {}, 0],
    ['the day after a holiday', '2026-11-24T08:00:00.000Z', { holidays: ['2026-11-23'] }, 1],
    ['on a holiday', monday, { holidays: ['2026-11-23'] }, 0],
    ['in summer time', '2026-07-06T06:30:00.000Z', {}, 1],
    ['an hour too early in summer time', '2026-07-06T05:30:00.000Z', {}, 0],
    ['without such a setting', monday, { conversion: { enabled: true } }, 0],
    ['where nobody is followed', monday, { conversion: { ...conversion, enabled: false } }, 0],
  ])('%s', async (_when, at, settings, count) => {
    await keep(due('2026-01-01'));
    await send(at, { settings });
    expect(outside.mailer.sent).toHaveLength(count);
  });

  it('never in shadow mode', async () => {
    await keep(due('2026-11-24'));
    await send(monday, { change: { shadow: true } });
    expect(outside.mailer.sent).toEqual([]);
  });

  it('once a week, by whichever node', async () => {
    await keep(due('2026-11-24'));
    await Promise.all([send(), send(), send()]);
    await send('2026-11-23T15:00:00.000Z');
    expect(outside.mailer.sent).toHaveLength(1);
    await send('2026-11-30T08:00:00.000Z');
    expect(outside.mailer.sent).toHaveLength(2);
    expect(new Set(outside.mailer.sent.map(({ messageId }) => messageId)).size).toBe(2);
  });
});

describe('trouble', () => {
  it('is tried again where it certainly did not leave, for those alone who got nothing', async () => {
    await keep(due('2026-11-24'));
    await keep({ ...due('2026-11-24'), ownerId: ids.second });
    outside.mailer.troubles = [mailTrouble('retry-later')];
    await send();
    expect(outside.mailer.sent).toHaveLength(1);
    await send();
    await send();
    expect(outside.mailer.sent.map(({ to }) => to).toSorted()).toEqual([
      'support@example.org',
      'vente@example.org',
    ]);
  });

  it.each([
    ['it may have left', 'lost' as const, 1],
    ['the reader is refused', mailTrouble('rejected'), 0],
  ])('is not tried again where %s', async (_what, trouble, count) => {
    await keep(due('2026-11-24'));
    outside.mailer.troubles = [trouble];
    await send();
    await send();
    expect(outside.mailer.sent).toHaveLength(count);
  });

  it('of a node that died just after it took a digest costs that digest, and sends none twice', async () => {
    await keep(due('2026-11-24'));
    await keep({ ...due('2026-11-24'), ownerId: ids.second });
    await query('insert into week_digests (company, staff_id, day) values ($1, $2, $3)', [
      'company',
      ids.owner,
      '2026-11-23',
    ]);
    await send();
    expect(outside.mailer.sent.map(({ to }) => to)).toEqual(['support@example.org']);
  });
});

describe('in Slack', () => {
  beforeEach(async () => {
    outside.slack.people = [{ id: 'U21', email: 'vente@example.org' }];
    await keep(due('2026-11-24', 'Appel <!channel> *gras*'));
  });

  it('comes as a direct message to whoever is known there, without a mail', async () => {
    await keep({ ...due('2026-11-24', 'par mail'), ownerId: ids.second });
    await send(monday, { inSlack: true });
    expect(outside.slack.messages.map(({ channel }) => channel)).toEqual(['DU21']);
    expect(outside.mailer.sent.map(({ to }) => to)).toEqual(['support@example.org']);
    const said = JSON.stringify(outside.slack.messages[0]?.message);
    expect(said).toContain('Promis cette semaine (1)');
    expect(said).not.toContain('<!channel>');
  });

  it.each([
    ['does not say who they are', 'personByEmail', slackError('retry-later'), 1],
    ['refuses the message', 'postMessage', slackError('rejected'), 1],
    ['took it, and its answer got lost', 'postMessage', 'accepted-and-cut', 0],
  ] as const)('when Slack %s', async (_what, method, trouble, mails) => {
    outside.slack.trouble(method, trouble);
    await send(monday, { inSlack: true });
    await send(monday, { inSlack: true });
    expect(outside.mailer.sent).toHaveLength(mails);
    expect(outside.slack.messages.length + outside.mailer.sent.length).toBe(1);
  });
});
