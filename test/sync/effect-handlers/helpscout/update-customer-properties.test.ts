import { beforeEach, describe, expect, it } from 'vitest';
import { createCapability } from '#sync/effect-handlers/helpscout/capability.ts';
import { updateCustomerProperties } from '#sync/effect-handlers/helpscout/update-customer-properties.ts';
import { deskError, type FakeDesk, fakeDesk } from '../../../fakes/fake-helpscout.ts';
import { contextOf } from '../../../kit/handler-context.ts';

const slugs = ['passerelle-request', 'passerelle-account', 'passerelle-owner', 'passerelle-pipedrive'];
const effect = {
  kind: 'update-customer-properties' as const,
  conversationId: 55,
  customerId: 9,
  requestStep: 'accepted',
  accountState: 'invited',
  ownerId: 21,
  dealId: 90,
};

let fake: FakeDesk;
let nowMs: number;
let update: (more?: Partial<typeof effect> & { dealId?: number | null }) => Promise<{ missing: string[] }>;
beforeEach(() => {
  fake = fakeDesk();
  fake.properties = slugs.map((slug) => ({ slug, name: slug, type: 'text' }));
  nowMs = 0;
  const desk = () => ({ background: fake.port, interactive: fake.port });
  const handler = updateCustomerProperties(
    desk,
    createCapability(
      () => fake.port,
      () => nowMs,
    ),
    (dealId) => `https://crm.example.org/deal/${dealId}`,
  );
  update = (more = {}) => handler.run({ ...effect, ...more } as typeof effect, contextOf());
});

describe('customer properties', () => {
  it('say how the request stands, in the company’s words', async () => {
    expect(await update()).toEqual({ missing: [] });
    expect(fake.called('setCustomerProperties')).toEqual([
      [
        9,
        {
          'passerelle-request': 'Acceptée',
          'passerelle-account': 'Pas encore activé',
          'passerelle-owner': contextOf().company.staff.find(({ id }) => id === 21)?.name,
          'passerelle-pipedrive': 'https://crm.example.org/deal/90',
        },
      ],
    ]);
  });

  it('are emptied where there is nothing to say', async () => {
    await update({ accountState: null, ownerId: null, dealId: null } as never);
    expect(fake.called('setCustomerProperties')[0]?.[1]).toMatchObject({
      'passerelle-account': null,
      'passerelle-owner': null,
      'passerelle-pipedrive': null,
    });
  });

  it('are left alone where the plan has none, and asked for once an hour', async () => {
    fake.properties = null;
    expect(await update()).toEqual({ missing: slugs });
    await update();
    expect(fake.called('customerProperties')).toHaveLength(1);
    expect(fake.called('setCustomerProperties')).toEqual([]);
    nowMs = 3_600_000;
    fake.properties = slugs.map((slug) => ({ slug, name: slug, type: 'text' }));
    expect(await update()).toEqual({ missing: [] });
  });

  it('that are missing, or hold no text, are passed over', async () => {
    fake.properties = [
      { slug: 'passerelle-request', name: 'x', type: 'text' },
      { slug: 'passerelle-account', name: 'x', type: 'dropdown' },
    ];
    expect(await update()).toEqual({ missing: slugs.slice(1) });
    expect(fake.called('setCustomerProperties')).toEqual([[9, { 'passerelle-request': 'Acceptée' }]]);
  });

  it.each(['not-found', 'rejected'] as const)('are no error when Help Scout says %s', async (word) => {
    fake.fails.push({ name: 'setCustomerProperties', error: deskError(word) });
    expect(await update()).toEqual({ missing: slugs });
    await update();
    expect(fake.called('customerProperties')).toHaveLength(2);
  });

  it('are tried again when Help Scout is away', async () => {
    fake.fails.push({ name: 'setCustomerProperties', error: deskError('retry-later') });
    await expect(update()).rejects.toMatchObject({ failure: { word: 'retry-later' } });
  });

  it('take no more than 255 signs, and no half address', async () => {
    const long = 'é'.repeat(300);
    const company = contextOf().company;
    const staff = company.staff.map((member) => (member.id === 21 ? { ...member, name: long } : member));
    const desk = () => ({ background: fake.port, interactive: fake.port });
    const handler = updateCustomerProperties(
      desk,
      createCapability(() => fake.port),
      () => `https://${long}`,
    );
    await handler.run(effect, contextOf({ company: { ...company, staff } }));
    const values = fake.called('setCustomerProperties')[0]?.[1] as Record<string, string | null>;
    expect(values['passerelle-owner']).toHaveLength(255);
    expect(values['passerelle-pipedrive']).toBeNull();
  });
});
