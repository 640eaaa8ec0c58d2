import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { performConversion } from '#sync/engine/perform-conversion.ts';
import { runInstance } from '#sync/engine/run-instance.ts';
import { aClient, aSuspectsDeal, crmOn, following } from '../../kit/conversion-store.ts';
import { effectSamples } from '../../kit/effect-samples.ts';
import { engineOn, ownLocks } from '../../kit/engine-on-store.ts';
import { storeStage } from '../../kit/test-store.ts';

const stage = storeStage();
const crm = crmOn(stage);
const by = { staffId: 21, name: 'Équipe vente', email: null, surface: 'pipedrive' as const };
const documentedStageId = 4;

it('a move is in the journal also when the CRM told of it before its answer came', async () => {
  const deal = aSuspectsDeal();
  await crm.person(aClient());
  await crm.deal(deal);
  const conversionId = (await crm.conversionOf(deal.id))?.id ?? '';
  const command = { type: 'send-documentation', conversionId, commandId: randomUUID() } as const;
  const parts = { db: stage.db, companyOf: () => following };
  await performConversion(parts, { command, companyId: following.id, by }, async () => null);
  await stage.db
    .updateTable('effects')
    .set({ due_at: new Date(0) })
    .execute();
  const engine = engineOn(stage, ownLocks, async (kind) => {
    if (kind === 'ensure-deal-stage') await crm.deal({ ...deal, stageId: documentedStageId });
    return effectSamples[kind].result;
  });
  await runInstance({ ...engine, companyOf: () => following }, conversionId);
  const lines = await stage.db
    .selectFrom('journal')
    .select('event')
    .where('instance_id', '=', conversionId)
    .execute();
  const moves = lines.filter(({ event }) => (event as { kind?: string }).kind === 'ensure-deal-stage');
  expect(moves).toHaveLength(1);
});
