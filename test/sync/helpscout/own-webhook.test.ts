import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ensureWebhook, heardEvents, webhookDisabledAt } from '#sync/helpscout/own-webhook.ts';
import { createLog } from '#sync/log.ts';
import type { Database } from '#sync/store/database.ts';
import { deskError, type FakeDesk, fakeDesk } from '../../fakes/fake-helpscout.ts';
import { openTestStore } from '../../kit/test-store.ts';

let database: Database;
let fake: FakeDesk;
beforeAll(async () => {
  database = await openTestStore();
});
afterAll(() => database.close());
beforeEach(async () => {
  fake = fakeDesk();
  await database.pool.query('delete from company_facts');
});

const url = 'https://passerelle.example.org/webhooks/helpscout';
const ensure = (more: { secret?: string; alive?: string[]; url?: string } = {}) =>
  ensureWebhook({
    db: database.db,
    desk: fake.port,
    companyId: '1',
    url: more.url ?? url,
    secret: more.secret ?? 'geheim',
    isHeardAt: async (called) => (more.alive ?? []).includes(called),
    log: createLog('silent'),
  });
const written = () => fake.called('createWebhook').length + fake.called('replaceWebhook').length;
const ours = { url, events: [...heardEvents], secret: 'geheim', label: 'Passerelle' };

describe('our webhook', () => {
  it('is made once, for all that is followed', async () => {
    expect(await ensure()).toBe('missing');
    expect(fake.called('createWebhook')).toEqual([[ours]]);
    expect(await ensure()).toBeNull();
    expect(written()).toBe(1);
  });

  it('that Help Scout switched off is on again, with its secret, and it is known when', async () => {
    await ensure();
    for (const webhook of fake.webhooks) webhook.state = 'disabled';
    expect(await ensure()).toBe('disabled');
    expect(fake.called('replaceWebhook')).toEqual([[fake.webhooks[0]?.id, ours]]);
    expect(fake.webhooks).toMatchObject([{ state: 'enabled' }]);
    const at = await webhookDisabledAt(database.db, '1');
    expect(Date.now() - (at?.getTime() ?? 0)).toBeLessThan(10_000);
    await ensure();
    expect(await webhookDisabledAt(database.db, '1')).toEqual(at);
  });

  it.each([
    ['no longer tells everything', () => ({ events: ['convo.created'] })],
    ['calls another address', () => ({ url: 'https://ancienne.example.org/webhooks/helpscout' })],
  ])('that %s is put right', async (_how, changed) => {
    await ensure();
    Object.assign(fake.webhooks[0] ?? {}, changed());
    expect(await ensure()).toBe('different');
    expect(fake.webhooks).toMatchObject([{ url, events: [...heardEvents] }]);
  });

  it('tells us more than we asked for without harm', async () => {
    await ensure();
    fake.webhooks[0]?.events.push('convo.note.created');
    expect(await ensure()).toBeNull();
  });

  it('stays where another node of ours is reached', async () => {
    await ensure();
    const other = 'https://autre.example.org/webhooks/helpscout';
    expect(await ensure({ url: other, alive: [url] })).toBeNull();
    expect(await ensure({ url: other })).toBe('different');
    expect(fake.webhooks).toMatchObject([{ url: other }]);
  });

  it('that another node made a moment ago is not made twice', async () => {
    await ensure();
    await database.pool.query('delete from company_facts');
    await ensure({ url: 'https://autre.example.org/webhooks/helpscout', alive: [url] });
    expect(fake.webhooks).toMatchObject([{ url }]);
  });

  it('is made anew with a secret that was changed', async () => {
    await ensure();
    expect(await ensure({ secret: 'neu' })).toBeNull();
    expect(fake.called('replaceWebhook')).toEqual([[fake.webhooks[0]?.id, { ...ours, secret: 'neu' }]]);
    const { rows } = await database.pool.query('select value from company_facts');
    expect(JSON.stringify(rows)).not.toMatch(/geheim|neu"/);
  });

  it('leaves the webhooks of others alone', async () => {
    fake.webhooks.push({
      id: 7,
      url: 'https://ailleurs.example.org',
      events: [],
      state: 'disabled',
      label: null,
    });
    await ensure();
    expect(fake.called('replaceWebhook')).toEqual([]);
    expect(fake.webhooks).toHaveLength(2);
  });

  it('of another installation is not ours, though it bears our label', async () => {
    const theirs = {
      id: 7,
      url: 'https://preproduction.example.org/webhooks/helpscout',
      events: ['convo.created'],
      state: 'disabled' as const,
      label: 'Passerelle',
    };
    fake.webhooks.push(theirs);
    expect(await ensure()).toBe('missing');
    expect(fake.called('replaceWebhook')).toEqual([]);
    expect(fake.webhooks).toMatchObject([theirs, { url, state: 'enabled' }]);
    expect(await ensure({ url: 'https://nouvelle.example.org/webhooks/helpscout' })).toBe('different');
    expect(fake.webhooks).toMatchObject([theirs, { url: 'https://nouvelle.example.org/webhooks/helpscout' }]);
  });

  it('at our address is ours, also where we do not remember it', async () => {
    await ensure();
    await database.pool.query('delete from company_facts');
    await ensure();
    expect(fake.webhooks).toHaveLength(1);
    const id = fake.webhooks[0]?.id;
    expect(fake.called('replaceWebhook')).toEqual([[id, ours]]);
    await ensure({ url: 'https://nouvelle.example.org/webhooks/helpscout' });
    expect(fake.webhooks).toMatchObject([{ id, url: 'https://nouvelle.example.org/webhooks/helpscout' }]);
  });

  it('is not taken as made when Help Scout refuses', async () => {
    fake.fails.push({ name: 'createWebhook', error: deskError('sign-in-again') });
    await expect(ensure()).rejects.toThrow();
    expect(await ensure()).toBe('missing');
  });
});
