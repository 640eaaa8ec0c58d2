import { expect, it } from 'vitest';
import { hearOptOut } from '#sync/deliveries/conversions/hear-opt-out.ts';
import { aClient, aSuspectsDeal, crmOn, following } from '../../../kit/conversion-store.ts';
import { storeStage } from '../../../kit/test-store.ts';

const stage = storeStage();
const crm = crmOn(stage);
const bell = { ring: () => undefined, ringAt: () => undefined } as never;

async function follow(id: number, email: string): Promise<void> {
  await crm.person(aClient({ id, emails: [email], organizationId: null }));
  await crm.deal(aSuspectsDeal({ id: id * 10, personId: id, organizationId: null }));
}
const keptOf = (email: string) =>
  stage.db.selectFrom('opt_outs').select('told_by').where('email', '=', email).execute();

it('tells the conversions again after a deadlock', async () => {
  const email = 'un@mairie.example.org';
  await follow(1, email);
  let isFirst = true;
  const companyOf = () => {
    if (!isFirst) return following;
    isFirst = false;
    throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
  };
  await hearOptOut({ db: stage.db, bell, companyOf }, { companyId: following.id, email });
  expect(isFirst).toBe(false);
  expect((await crm.conversionOf(10))?.optedOutAt).toEqual(expect.any(String));
});

it('keeps the word of a client though the conversions cannot be told', async () => {
  const email = 'deux@mairie.example.org';
  await follow(2, email);
  const companyOf = () => {
    throw new Error('no such company');
  };
  const heard = hearOptOut({ db: stage.db, bell, companyOf }, { companyId: following.id, email });
  await expect(heard).rejects.toThrow('no such company');
  expect(await keptOf(email)).toEqual([{ told_by: 'client' }]);
});
