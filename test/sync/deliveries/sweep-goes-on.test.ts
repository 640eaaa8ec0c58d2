import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Pipedrive } from '#sync/connectors/pipedrive/port.ts';
import { sweepPipedrive } from '#sync/deliveries/sweep-pipedrive.ts';
import { createLog } from '#sync/log.ts';
import { openDatabase } from '#sync/store/database.ts';
import { sandboxSecrets } from '../../../services/sandbox/src/secrets.ts';
import { aCompany, aDeal } from '../../kit/account-request-samples.ts';
import { inStore, quiet, reaches } from '../../kit/flow.ts';
import { eventually, startWorld, type World } from '../../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ environment: { SWEEP_SECONDS: '1' } });
  await quiet(world);
  world.sandbox.misbehaviour.add({ vendor: 'webhooks', kind: 'lost' });
});
afterAll(() => world.stop());

it('finds what comes behind a row that cannot be read', async () => {
  const odd = await world.form();
  const deal = world.sandbox.pipedrive.deals.find(({ id }) => id === odd.dealId);
  const person = world.sandbox.pipedrive.persons.find(({ id }) => id === odd.personId);
  Object.assign(deal ?? {}, { status: 'of-tomorrow' });
  Object.assign(person ?? {}, { name: 7 });
  const { dealId } = await world.form();
  const { id } = await world.requestOf(dealId);
  await reaches(world, id, 'pending');
  expect((await world.list()).trouble).toBeNull();
});

it('finds what comes behind a record that makes trouble, and says that one was left out', async () => {
  const stuck = await world.form();
  await inStore(
    world,
    `insert into crm_records (company, entity, id, record, changed_at)
      values ($1, 'organization', $2, '{}', now())`,
    [sandboxSecrets.companyId, stuck.organizationId],
  );
  const { dealId } = await world.form();
  const { id } = await world.requestOf(dealId);
  await reaches(world, id, 'pending');
  const trouble = await eventually(async () => (await world.list()).trouble);
  expect(trouble).toMatch(/sauf [12] fiche/);
});

it('sweeps on one of two nodes', async () => {
  await world.addNode();
  await sleep(1_000);
  world.sandbox.calls.clear();
  await sleep(3_000);
  const owners = 2;
  const reads = world.sandbox.calls.list().filter(({ path }) => path.startsWith('/api/v2/persons?'));
  const sweeps = reads.length / owners;
  expect(sweeps).toBeGreaterThanOrEqual(1);
  expect(sweeps).toBeLessThanOrEqual(3);
});

it('ends between two records when the service stops', async () => {
  const { db, close } = await openDatabase({
    databaseUrl: world.databaseUrl,
    dataDir: '',
    log: () => undefined,
  });
  const stopping = new AbortController();
  async function* endless() {
    for (let id = 1; ; id++) {
      if (id === 3) stopping.abort();
      if (id > 50) return;
      yield [aDeal({ id, personId: null })];
    }
  }
  const pipedrive = { listDeals: endless, listPersons: endless } as unknown as Pipedrive;
  const bell = { ring: () => undefined } as never;
  const sweep = { db, bell, companyOf: () => aCompany(), pipedrive, log: createLog('silent') };
  const swept = sweepPipedrive({ ...sweep, signal: stopping.signal }, '7777', new Date());
  await expect(swept).rejects.toThrow(/abort/);
  const kept = await inStore(world, "select id from crm_records where company = '7777'");
  expect(kept).toHaveLength(2);
  await close();
});
