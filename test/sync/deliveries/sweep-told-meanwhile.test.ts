import { expect, it } from 'vitest';
import type { Pipedrive } from '#sync/connectors/pipedrive/port.ts';
import { sweepPipedrive } from '#sync/deliveries/sweep-pipedrive.ts';
import { createLog } from '#sync/log.ts';
import { toldInstant } from '#sync/store/crm-records.ts';
import { aClient, aSuspectsDeal, crmOn, following } from '../../kit/conversion-store.ts';
import { storeStage } from '../../kit/test-store.ts';

const stage = storeStage();
const crm = crmOn(stage);
const documentedStageId = 4;

async function* nothing() {}

it('a list asked for before a change of the same second does not take it back', async () => {
  await crm.person(aClient());
  // Long enough before the next second for both to be of one.
  while (Date.now() % 1_000 > 500) await new Promise((resolve) => setTimeout(resolve, 20));
  const updatedAt = `${new Date().toISOString().slice(0, 19)}Z`;
  const before = aSuspectsDeal({ updatedAt });
  const after = { ...before, stageId: documentedStageId };
  async function* asWebhookOvertakes() {
    await new Promise((resolve) => setTimeout(resolve, 5));
    const changedAt = toldInstant(updatedAt, new Date().toISOString(), false);
    await crm.deal(after, { changedAt });
    yield [before];
  }
  const lists = { listPersons: nothing, listActivitiesOfAll: nothing };
  const pipedrive = { ...lists, listDeals: asWebhookOvertakes } as unknown as Pipedrive;
  const { db } = stage;
  const parts = { db, companyOf: () => following, pipedrive, log: createLog('silent') };
  const bell = { ring: () => undefined } as never;
  const { signal } = new AbortController();
  await sweepPipedrive({ ...parts, bell, signal }, following.id, new Date());
  expect((await crm.conversionOf(before.id))?.place).toMatchObject({ stageId: documentedStageId });
});
