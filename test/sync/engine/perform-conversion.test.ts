import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { CreateSuspect } from '#core/contract/conversion-commands.ts';
import { createSuspect, performConversion } from '#sync/engine/perform-conversion.ts';
import { isOptedOut } from '#sync/store/opt-outs.ts';
import { aClient, aSuspectsDeal, crmOn, following } from '../../kit/conversion-store.ts';
import { storeStage } from '../../kit/test-store.ts';

const stage = storeStage();
const crm = crmOn(stage);
const parts = () => ({ db: stage.db, companyOf: () => following });
const by = { staffId: 21, name: 'Équipe vente', email: null, surface: 'pipedrive' as const };
const other = { ...by, staffId: 22 };
const companyId = following.id;

async function followed(dealId: number): Promise<string> {
  await crm.deal(aSuspectsDeal({ id: dealId, personId: null, organizationId: null }));
  return (await crm.conversionOf(dealId))?.id ?? '';
}
const contact = (conversionId: string, commandId: string = randomUUID()) =>
  ({ type: 'record-contact', channel: 'call', conversionId, commandId }) as const;

it('carries a command out once, and says the same again', async () => {
  const command = contact(await followed(10));
  const answers = [];
  for (let time = 0; time < 2; time += 1)
    answers.push(
      await performConversion(parts(), { command, companyId, by }, async (_store, { outcome }) => ({
        outcome,
        time,
      })),
    );
  expect(answers).toMatchObject([
    { found: true, answer: { outcome: 'advanced', time: 0 }, advanced: { outcome: 'advanced' } },
    { found: true, answer: { outcome: 'advanced', time: 0 }, advanced: null },
  ]);
  expect(await crm.conversionOf(10)).toMatchObject({ contactCounts: { call: 1 } });
  const taken = performConversion(parts(), { command, companyId, by: other }, async () => null);
  expect(await taken).toEqual({ takenByAnother: true });
});

it('finds no conversion of another company, none that there is not, and no account request', async () => {
  const id = await followed(20);
  const answer = async () => 'done';
  const elsewhere = performConversion(parts(), { command: contact(id), companyId: '9', by }, answer);
  expect(await elsewhere).toEqual({ found: false });
  const nowhere = { command: contact(randomUUID()), companyId, by };
  expect(await performConversion(parts(), nowhere, answer)).toEqual({ found: false });
  await stage.db.updateTable('instances').set({ process: 'account-request' }).where('id', '=', id).execute();
  const request = { command: contact(id), companyId, by };
  expect(await performConversion(parts(), request, answer)).toEqual({ found: false });
});

it('keeps for every deal of a client that they want no mails', async () => {
  await crm.person(aClient({ id: 3, emails: ['c3@mairie.example.org'] }));
  for (const id of [30, 31]) await crm.deal(aSuspectsDeal({ id, personId: 3 }));
  const conversionId = (await crm.conversionOf(30))?.id ?? '';
  const command = { type: 'record-opt-out', conversionId, commandId: randomUUID() } as const;
  const performed = await performConversion(parts(), { command, companyId, by }, async () => null);
  expect(performed).toMatchObject({ advanced: { outcome: 'advanced' } });
  for (const id of [30, 31])
    expect(await crm.conversionOf(id)).toMatchObject({ optedOutAt: expect.any(String) });
  expect(await isOptedOut(stage.db, companyId, 'c3@mairie.example.org')).toBe(true);
});

it('enters a suspect once, for whoever asks where nobody else is named', async () => {
  const command = CreateSuspect.parse({
    commandId: randomUUID(),
    type: 'create-suspect',
    organization: { name: 'Mairie neuve' },
    person: { name: 'Sacha Exemple', email: ' Sacha@Mairie.example.org ', phone: '' },
    siren: '123 456 782',
  });
  const enter = () =>
    createSuspect(parts(), { command, companyId, by }, async (_store, result) => result.instanceId);
  const [first, second] = [await enter(), await enter()];
  expect(first).toMatchObject({ found: true, advanced: { outcome: 'advanced' } });
  expect(second).toEqual({ ...first, advanced: null });
  const rows = await stage.db
    .selectFrom('instances')
    .select('state')
    .where('process', '=', 'customer-conversion')
    .where('step', '=', 'identified')
    .execute();
  const suspects = rows.filter(({ state }) => (state as { title: string }).title === 'Mairie neuve');
  expect(suspects).toMatchObject([
    {
      state: {
        dealId: null,
        siren: '123456782',
        person: { id: null, emails: ['sacha@mairie.example.org'], phone: null },
        place: { ownerId: 21, pipelineId: 2, stageId: 3 },
      },
    },
  ]);
});
