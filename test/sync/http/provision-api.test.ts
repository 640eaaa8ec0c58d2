import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ProvisionView } from '#core/contract/provision-view.ts';
import { OutsideError } from '#sync/connectors/errors.ts';
import { type ProvisionApiOptions, provisionApi } from '#sync/http/provision-api.ts';
import { anEmptyCrm, type ChangingCrm } from '../../kit/changing-crm.ts';
import { aServedCompany, callerIn, type Doors, openDoors } from '../../kit/configuration-doors.ts';

let empty: ChangingCrm;
let doors: Doors;
let applied: string[];
let busy: boolean;
beforeEach(() => {
  empty = anEmptyCrm();
  applied = [];
  busy = false;
});
afterEach(() => doors.close());

async function open(overrides: Partial<ProvisionApiOptions> = {}) {
  doors = await openDoors(
    provisionApi({
      callerOf: callerIn(() => aServedCompany()),
      targetOf: () => empty.target,
      applied: async (id) => void applied.push(id),
      alone: async (_id, work) => (busy ? undefined : work()),
      isShadow: false,
      ...overrides,
    }),
  );
}
const view = (answer: { body: unknown }) => answer.body as ProvisionView;
const outage = new OutsideError({
  vendor: 'pipedrive',
  word: 'retry-later',
  title: { fr: 'Pipedrive est en panne', en: 'Pipedrive is down' },
  detail: { fr: 'Plus tard.', en: 'Later.' },
});

it('shows what is missing, makes it, and shows what was made', async () => {
  await open();
  const plan = view(await doors.call('/'));
  expect(plan.mayApply).toBe(true);
  expect(plan.items).toContainEqual({
    id: 'stage:suspects:compte créé',
    what: 'stage',
    name: 'Compte créé',
    state: 'missing',
    detail: 'dans le pipeline « Suspects »',
  });
  expect(empty.made).toEqual([]);
  const made = view(await doors.call('/', { method: 'POST' }));
  expect(new Set(made.items.map(({ state }) => state))).toEqual(new Set(['created']));
  expect(applied).toEqual(['7001']);
  const after = view(await doors.call('/'));
  expect(new Set(after.items.map(({ state }) => state))).toEqual(new Set(['present']));
});

it('lets everybody look and administrators alone apply', async () => {
  await open();
  expect(view(await doors.call('/', { staff: 'colleague' })).mayApply).toBe(false);
  expect((await doors.call('/', { method: 'POST', staff: 'colleague' })).status).toBe(403);
  expect(empty.made).toEqual([]);
});

it('writes nothing in shadow mode', async () => {
  await open({ isShadow: true });
  expect(view(await doors.call('/')).mayApply).toBe(false);
  expect((await doors.call('/', { method: 'POST' })).status).toBe(403);
  expect(empty.made).toEqual([]);
});

it('lets one at a time apply', async () => {
  await open();
  busy = true;
  expect((await doors.call('/', { method: 'POST' })).status).toBe(409);
  expect(empty.made).toEqual([]);
});

it('says that Pipedrive is down instead of making things twice', async () => {
  await open();
  empty.target.pipedrive.listStages = () => Promise.reject(outage);
  for (const method of ['GET', 'POST']) {
    const { status, body } = await doors.call('/', { method });
    expect(status).toBe(503);
    expect(body.title).toBe('Pipedrive est en panne');
  }
  expect(empty.made).toEqual([]);
});

it('answers what was made even when it cannot be read again at once', async () => {
  await open({ applied: () => Promise.reject(outage) });
  expect((await doors.call('/', { method: 'POST' })).status).toBe(200);
});
