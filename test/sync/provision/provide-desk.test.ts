import { beforeEach, expect, it } from 'vitest';
import { Settings } from '#core/settings.ts';
import { applyProvision } from '#sync/provision/apply-provision.ts';
import { plannedAll } from '#sync/provision/outcome.ts';
import { readPlan } from '#sync/provision/read-plan.ts';
import { deskError, type FakeDesk, fakeDesk } from '../../fakes/fake-helpscout.ts';
import { anEmptyCrm, type ChangingCrm } from '../../kit/changing-crm.ts';
import { fittingSettings } from '../../kit/configuration-doors.ts';

const settings = { ...fittingSettings, helpscout: { languages: { 'Support EN': 'en' } } };

let fake: FakeDesk;
let crm: ChangingCrm;
let readCount: number;
let webhook: { isRight: boolean; ensuredCount: number };
beforeEach(() => {
  fake = fakeDesk();
  fake.mailboxes.push({ id: 302, name: 'Support EN', email: 'en@example.org' });
  fake.savedReplies.set(301, [{ id: 1, name: 'Demande compte admin', html: '<p>À nous</p>' }]);
  crm = anEmptyCrm(settings);
  readCount = 0;
  const readReplies = async () => {
    readCount += 1;
  };
  webhook = { isRight: false, ensuredCount: 0 };
  crm.target.desk = {
    desk: fake.port,
    webhook: {
      url: 'https://passerelle.example.org/webhooks/helpscout',
      isRight: async () => webhook.isRight,
      ensure: async () => {
        webhook = { isRight: true, ensuredCount: webhook.ensuredCount + 1 };
      },
    },
    readReplies,
  };
  crm.target.served = { ...crm.target.served, settings: Settings.parse(settings) };
});

const inDesk = (what: string) => what === 'saved-reply' || what === 'customer-property';
const apply = async () => (await applyProvision(crm.target)).filter(({ item }) => inDesk(item.what));
const names = (mailboxId: number) => fake.savedReplies.get(mailboxId)?.map(({ name }) => name);

it('makes the saved replies that are missing, each in its inbox, and leaves those that are there', async () => {
  await apply();
  const both = ['Demande compte admin', 'Demande compte admin particulier / entreprise'];
  expect([names(301), names(302)]).toEqual([both, both]);
  expect(fake.savedReplies.get(301)?.[0]?.html).toBe('<p>À nous</p>');
  expect(fake.savedReplies.get(302)?.[0]?.html).toContain('Hello');
  expect(fake.properties?.map(({ slug, type }) => [slug, type])).toEqual([
    ['passerelle-request', 'text'],
    ['passerelle-account', 'text'],
    ['passerelle-owner', 'text'],
    ['passerelle-pipedrive', 'url'],
  ]);
  expect(readCount).toBe(1);
});

it('changes nothing the second time', async () => {
  await apply();
  const writes = () => [fake.called('createSavedReply').length, fake.called('createCustomerProperty').length];
  const before = writes();
  expect((await apply()).every(({ state }) => state === 'present')).toBe(true);
  expect(writes()).toEqual(before);
  expect(readCount).toBe(1);
});

it('says where a saved reply belongs', async () => {
  const [first] = (await apply()).filter(
    ({ item, state }) => item.what === 'saved-reply' && state === 'created',
  );
  expect(first?.detail).toEqual({ fr: 'dans la boîte « Support »', en: 'in the inbox “Support”' });
});

it('takes what was made though its answer got lost as made, once', async () => {
  fake.fails.push({ name: 'createSavedReply', error: deskError('retry-later', true), after: true });
  const replies = (await apply()).filter(({ item }) => item.what === 'saved-reply');
  expect(replies.map(({ state }) => state)).toEqual(['present', 'created', 'created', 'created']);
  await apply();
  expect(fake.called('createSavedReply')).toHaveLength(3);
});

it('needs no property where the plan has none', async () => {
  fake.properties = null;
  expect((await apply()).some(({ item }) => item.what === 'customer-property')).toBe(false);
});

it('provides the CRM all the same while Help Scout does not answer', async () => {
  fake.fails.push({ name: 'mailboxes', error: deskError('sign-in-again') });
  const { items: plan } = await readPlan(crm.target);
  expect(plan.some(({ what }) => inDesk(what))).toBe(false);
  expect(plan.some(({ what }) => what === 'pipeline')).toBe(true);
});

it('says in one line that Help Scout could not be looked at', async () => {
  const failure = () => fake.fails.push({ name: 'mailboxes', error: deskError('sign-in-again') });
  const line = { item: { what: 'help-desk', name: 'Help Scout' }, state: 'failed', detail: { en: 'x. x' } };
  const ofDesk = ({ item }: { item: { what: string } }) => inDesk(item.what) || item.what === 'help-desk';
  failure();
  expect(plannedAll(await readPlan(crm.target)).filter(ofDesk)).toMatchObject([line]);
  failure();
  expect((await applyProvision(crm.target)).filter(ofDesk)).toMatchObject([line]);
});

it('registers our webhook, once', async () => {
  const ours = async () => (await applyProvision(crm.target)).find(({ item }) => item.what === 'help-desk');
  expect(await ours()).toMatchObject({
    item: { name: 'Webhook https://passerelle.example.org/webhooks/helpscout' },
    state: 'created',
  });
  expect(await ours()).toMatchObject({ state: 'present' });
  expect(webhook.ensuredCount).toBe(1);
});

it('has no webhook where Help Scout cannot reach us', async () => {
  crm.target.desk = { desk: fake.port, webhook: null, readReplies: async () => undefined };
  expect((await readPlan(crm.target)).items.some(({ what }) => what === 'help-desk')).toBe(false);
});
