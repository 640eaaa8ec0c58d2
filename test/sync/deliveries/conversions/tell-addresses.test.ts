import { expect, it } from 'vitest';
import { createClientWrote, tellOptOut } from '#sync/deliveries/conversions/tell-addresses.ts';
import { aCompany } from '../../../kit/account-request-samples.ts';
import { aClient, aSuspectsDeal, crmOn, following } from '../../../kit/conversion-store.ts';
import { storeStage } from '../../../kit/test-store.ts';

const stage = storeStage();
const crm = crmOn(stage);
const silent = { ring: () => undefined, ringAt: () => undefined };

async function follow(id: number, email: string): Promise<void> {
  await crm.person(aClient({ id, emails: [email], organizationId: null }));
  await crm.deal(aSuspectsDeal({ id: id * 10, personId: id, organizationId: null }));
}
const wrote = (emails: string[], at: string, company = following) =>
  createClientWrote({ db: stage.db, bell: silent as never, companyOf: () => company })(
    following.id,
    emails,
    at,
  );

it('tells the conversions of an address, once, that their client wrote to the help desk', async () => {
  await follow(1, 'c1@mairie.example.org');
  await follow(2, 'c2@mairie.example.org');
  await wrote(['autre@example.org', 'c1@mairie.example.org'], '2026-11-21T08:00:00Z');
  await wrote(['c1@mairie.example.org'], '2026-11-21T08:00:00Z');
  expect(await crm.conversionOf(10)).toMatchObject({
    step: 'contacted',
    contactCounts: { 'help-desk': 1 },
    lastHeardAt: '2026-11-21T08:00:00Z',
  });
  expect(await crm.conversionOf(20)).toMatchObject({ step: 'identified', lastHeardAt: null });
});

it('says nothing of what was written before, nor where nobody is followed', async () => {
  await follow(3, 'c3@mairie.example.org');
  await wrote(['c3@mairie.example.org'], '2024-01-01T08:00:00Z');
  await wrote(['c3@mairie.example.org'], '2026-11-21T08:00:00Z', aCompany());
  expect(await crm.conversionOf(30)).toMatchObject({ step: 'identified', lastHeardAt: null });
});

it('tells every conversion of an address that it takes no follow-up any more', async () => {
  await follow(4, 'Commun@mairie.example.org');
  await follow(5, 'commun@mairie.example.org');
  const told = stage.db
    .transaction()
    .execute((store) => tellOptOut(store, () => following, following.id, ' COMMUN@mairie.example.org', null));
  expect((await told).map(({ outcome }) => outcome)).toEqual(['advanced', 'advanced']);
  for (const dealId of [40, 50])
    expect((await crm.conversionOf(dealId))?.optedOutAt).toMatch(/^\d{4}-\d\d-\d\dT/);
});
