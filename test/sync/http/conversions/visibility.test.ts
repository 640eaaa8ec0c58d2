import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  ConversionPage,
  EnrolAnswer,
  Funnel,
  ProcessPicture,
  SuspectCheck,
} from '#core/contract/conversion-view.ts';
import { updateDeal } from '../../../../services/sandbox/src/pipedrive/acts.ts';
import { inStore } from '../../../kit/flow.ts';
import { followedDeal, followingWorld, panelOf } from '../../../kit/followed-deals.ts';
import { eventually, type World } from '../../../kit/start-world.ts';

/** An administrator of Pipedrive sees everything; of an owner-only deal of somebody else the sales person nothing. */
const admin = { userId: 1 };
const sales = { userId: 21 };
let world: World;
let secret: Awaited<ReturnType<typeof followedDeal>>;
let open: Awaited<ReturnType<typeof followedDeal>>;
beforeAll(async () => {
  world = await followingWorld({ undoSeconds: 60 });
  secret = await followedDeal(world, { name: 'Personne Secrète', ownerId: 22 });
  open = await followedDeal(world, { name: 'Personne Ouverte', ownerId: 22 });
  updateDeal(world.sandbox.standIn, 22, secret.dealId, { visible_to: 1 });
  await eventually(async () => (await panelOf(world, secret.dealId, sales)).conversion === null);
});
afterAll(() => world.stop());

const get = async <Body>(path: string, as: { userId: number }) => (await world.call(path, as)).body as Body;
const idsIn = ({ items }: ConversionPage) => items.map(({ id }) => id);
const nextDay = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

describe('a conversion whose deal somebody may not see', () => {
  it('is in no list, no count and no figure of theirs', async () => {
    const [own, all] = await Promise.all([
      get<ConversionPage>('/api/conversions?step=identified', sales),
      get<ConversionPage>('/api/conversions?step=identified', admin),
    ]);
    expect(idsIn(own)).toEqual([open.conversion.id]);
    expect(own.total).toBe(1);
    expect(idsIn(all).toSorted()).toEqual([open.conversion.id, secret.conversion.id].toSorted());
    expect(all.total).toBe(2);
    const search = `/api/conversions?q=${encodeURIComponent('Secrète')}`;
    expect(await get<ConversionPage>(search, sales)).toMatchObject({ items: [], total: 0 });
    const countFor = async (as: { userId: number }) => {
      const { steps } = await get<ProcessPicture>('/api/conversions/process', as);
      return steps.find(({ key }) => key === 'identified')?.count;
    };
    expect([await countFor(sales), await countFor(admin)]).toEqual([1, 2]);
    const startedFor = async (as: { userId: number }) =>
      (await get<Funnel>(`/api/conversions/funnel?owner=22&to=${nextDay}`, as)).started;
    expect([await startedFor(sales), await startedFor(admin)]).toEqual([1, 2]);
  });

  it('has no page and no panel: as an id that is nobody’s', async () => {
    expect((await world.call(`/api/conversions/${secret.conversion.id}`, sales)).status).toBe(404);
    expect((await world.call(`/api/conversions/${secret.conversion.id}`, admin)).status).toBe(200);
    expect(await panelOf(world, secret.dealId, sales)).toEqual(await panelOf(world, 999_999, sales));
    expect((await panelOf(world, secret.dealId, admin)).conversion?.id).toBe(secret.conversion.id);
  });

  it('hears no command of theirs', async () => {
    for (const conversionId of [secret.conversion.id, randomUUID()]) {
      const body = { commandId: randomUUID(), conversionId, type: 'record-contact', channel: 'call' };
      expect((await world.call('/api/commands', { ...sales, body })).status).toBe(404);
      expect((await world.call('/api/commands/preview', { ...sales, body })).status).toBe(404);
    }
    const body = { rule: 'by-hand', commandId: randomUUID(), conversionIds: [secret.conversion.id] };
    const enrolled = (await world.call('/api/conversions/enrol', { ...sales, body })).body as EnrolAnswer;
    expect(enrolled.left).toEqual([{ conversionId: secret.conversion.id, why: 'Introuvable.' }]);
    const [row] = await inStore<{ revision: number }>(world, 'select revision from instances where id = $1', [
      secret.conversion.id,
    ]);
    expect(row?.revision).toBe(secret.conversion.revision);
  });

  it('is no match for a suspect they enter', async () => {
    const body = { person: { name: 'Autre' }, organization: { name: 'Mairie Personne Secrète' } };
    const seen = async (as: { userId: number }) => {
      const { matches } = (await world.call('/api/suspects/check', { ...as, body })).body as SuspectCheck;
      return matches.map(({ conversionId }) => conversionId);
    };
    expect(await seen(sales)).not.toContain(secret.conversion.id);
    expect(await seen(admin)).toContain(secret.conversion.id);
  });

  it('is seen again by who may see its deal again', async () => {
    updateDeal(world.sandbox.standIn, 22, open.dealId, { visible_to: 1 });
    await eventually(async () => (await panelOf(world, open.dealId, sales)).conversion === null);
    updateDeal(world.sandbox.standIn, 22, open.dealId, { visible_to: 3 });
    await eventually(async () => (await panelOf(world, open.dealId, sales)).conversion);
  });
});

describe('a conversion of another company', () => {
  it('is nobody’s here', async () => {
    const id = randomUUID();
    await inStore(
      world,
      `insert into instances (id, company, process, version, revision, step, state, search, created_at, updated_at)
      select $1, 'another-company', process, version, revision, step, state, search, created_at, updated_at
      from instances where id = $2`,
      [id, open.conversion.id],
    );
    expect((await world.call(`/api/conversions/${id}`, admin)).status).toBe(404);
    const body = { commandId: randomUUID(), conversionId: id, type: 'record-contact', channel: 'call' };
    expect((await world.call('/api/commands', { ...admin, body })).status).toBe(404);
    expect((await world.call('/api/commands/preview', { ...admin, body })).status).toBe(404);
    expect(idsIn(await get<ConversionPage>('/api/conversions', admin))).not.toContain(id);
  });
});
