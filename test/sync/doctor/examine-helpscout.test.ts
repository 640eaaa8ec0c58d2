import { beforeEach, describe, expect, it } from 'vitest';
import { Settings } from '#core/settings.ts';
import { type ExaminedDesk, examineHelpscout } from '#sync/doctor/examine-helpscout.ts';
import { deskError, type FakeDesk, fakeDesk, us } from '../../fakes/fake-helpscout.ts';
import { aCompany } from '../../kit/account-request-samples.ts';

let fake: FakeDesk;
let examined: ExaminedDesk;
let settings: object;
beforeEach(() => {
  fake = fakeDesk();
  settings = {};
  fake.savedReplies.set(301, [
    { id: 1, name: 'Demande compte admin', html: '' },
    { id: 2, name: 'Demande compte admin particulier / entreprise', html: '' },
  ]);
  fake.properties = ['request', 'account', 'owner', 'pipedrive'].map((word) => ({
    slug: `passerelle-${word}`,
    name: word,
    type: 'text',
  }));
  examined = {
    desk: fake.port,
    webhookFault: async () => null,
    webhookDisabledAt: async () => null,
    replyChanges: async () => [],
    mayRegister: true,
    sidebarUrl: 'https://passerelle.example.org/surfaces/helpscout/sidebar',
    now: () => new Date('2026-11-23T10:00:00Z'),
  };
});

const look = () => examineHelpscout(examined, { ...aCompany(), settings: Settings.parse(settings) });
const notWell = async () => (await look()).filter(({ state }) => state !== 'ok');

describe('the doctor on the help desk', () => {
  it('finds nothing where all is well, and says who we are and where the side panel is', async () => {
    const checks = await look();
    expect(checks.filter(({ state }) => state !== 'ok')).toEqual([]);
    const said = checks.map(({ detail }) => detail.en);
    expect(said).toContain(`${us.name} (${us.email})`);
    expect(said.some((words) => words.includes(examined.sidebarUrl))).toBe(true);
    expect(new Set(checks.map(({ area }) => area))).toEqual(new Set(['helpscout']));
  });

  it('says once that access is refused, and what an operator does', async () => {
    fake.fails.push({ name: 'self', error: deskError('sign-in-again') });
    const [check, another] = await notWell();
    expect(another).toBeUndefined();
    expect(check).toMatchObject({ state: 'wrong', who: 'operator' });
    expect(check?.fix?.fr).toContain('HELPSCOUT_APP_SECRET');
  });

  it('names saved replies that an inbox lacks, with the nearest one there', async () => {
    fake.savedReplies.set(301, [{ id: 1, name: 'Demande compte amdin', html: '' }]);
    const missing = await notWell();
    expect(missing).toHaveLength(2);
    expect(missing[0]).toMatchObject({ state: 'advice', who: 'admin' });
    expect(missing[0]?.detail.fr).toBe('« Demande compte admin » n’existe pas dans la boîte « Support ».');
    expect(missing[0]?.fix?.en).toContain('savedReplies.valid');
    expect(missing[0]?.fix?.en).toContain('The nearest one: Demande compte amdin.');
  });

  it.each([
    ['renamed', 'Ancien nom', /“Ancien nom” is now called “Nouveau” \(inbox “Support”\)/],
    ['edited', '<p>secret</p>', /The text of “Nouveau” changed/],
    ['deleted', 'Nouveau', /“Nouveau” was deleted/],
  ] as const)('tells that a colleague %s a saved reply', async (kind, before, words) => {
    examined.replyChanges = async () => [{ mailboxId: 301, id: 1, name: 'Nouveau', kind, before }];
    const [check] = await notWell();
    expect(check?.detail.en).toMatch(words);
    expect(check?.detail.en).not.toContain('secret');
  });

  it.each([
    ['renamed', 'Nouveau nom', 'Demande compte admin', /new name “Nouveau nom” into savedReplies\.valid/],
    ['edited', 'Demande compte admin', '<p>x</p>', /^Nothing to do: the new text is used already\.$/],
    ['deleted', 'Demande compte admin', '', /provisioning to make it again, or remove savedReplies\.valid/],
    ['deleted', 'Merci', '', /the settings do not name it/],
  ] as const)('says what is to be done about one that was %s (%s)', async (kind, name, before, words) => {
    examined.replyChanges = async () => [{ mailboxId: 301, id: 1, name, kind, before }];
    const [check] = await notWell();
    expect(check?.fix?.en).toMatch(words);
  });

  it('names inboxes that do not exist', async () => {
    settings = { helpscout: { inboxes: ['Suport', 'Support'], languages: { Autre: 'en' } } };
    const wrong = await notWell();
    expect(wrong.map(({ detail }) => detail.en)).toEqual([
      'No inbox is called “Suport”.',
      'No inbox is called “Autre”.',
    ]);
    expect(wrong[0]?.fix?.en).toContain('The nearest one: Support.');
  });

  it('says that the app sees no inbox', async () => {
    fake.mailboxes.length = 0;
    expect(await notWell()).toMatchObject([{ state: 'wrong', detail: { en: 'The app sees no inbox.' } }]);
  });

  it.each([
    ['missing', true, 'wrong', null],
    ['disabled', true, 'wrong', null],
    ['different', true, 'wrong', null],
    ['missing', false, 'advice', 'operator'],
  ] as const)('says that our webhook is %s', async (fault, mayRegister, state, who) => {
    Object.assign(examined, { webhookFault: async () => fault, mayRegister });
    const [check] = await notWell();
    expect(check).toMatchObject({ state, who });
    expect(check?.fix?.en.includes('PUBLIC_URL')).toBe(!mayRegister);
  });

  it('says that Help Scout refuses the callback URL of the side panel without https', async () => {
    Object.assign(examined, { mayRegister: false, sidebarUrl: 'http://10.0.0.1/surfaces/helpscout/sidebar' });
    const [check, another] = await notWell();
    expect(another).toBeUndefined();
    expect(check).toMatchObject({ name: { en: 'Sidebar' }, state: 'advice', who: 'operator' });
    expect(check?.detail.en).toContain('http://10.0.0.1/');
    expect(check?.fix?.en).toContain('PUBLIC_URL');
  });

  it.each([
    ['2026-11-20T10:00:00Z', 1],
    ['2026-11-10T10:00:00Z', 0],
  ])('tells for a week that the webhook had been switched off (%s)', async (at, count) => {
    examined.webhookDisabledAt = async () => new Date(at);
    expect(await notWell()).toHaveLength(count);
  });

  it('says nothing against a plan without customer properties, and names those that are missing', async () => {
    fake.properties = null;
    expect(await notWell()).toEqual([]);
    fake.properties = [];
    const [check] = await notWell();
    expect(check).toMatchObject({ state: 'advice', who: 'admin' });
    expect(check?.detail.en).toContain('passerelle-request');
  });

  it('goes on when one part of it is refused', async () => {
    fake.fails.push({ name: 'savedReplies', error: deskError('sign-in-again') });
    fake.fails.push({ name: 'customerProperties', error: deskError('retry-later') });
    expect((await notWell()).map(({ name }) => name.en)).toEqual(['Saved replies', 'Customer properties']);
  });
});
