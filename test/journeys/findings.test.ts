import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DoctorCheck } from '#core/contract/doctor-view.ts';
import type { FindingsView } from '#core/contract/findings-view.ts';
import type { SettingsView } from '#core/contract/settings-view.ts';
import { checkNow, doctorOf } from '../kit/doctor-looks.ts';
import { inStore, quiet } from '../kit/flow.ts';
import {
  acceptInNew,
  callAs,
  control,
  enteredInNew,
  install,
  newAdmin,
  newCompany,
  newSettings,
  requestInNew,
  webhooksInNew,
} from '../kit/installing.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

/** One for the nodes and whoever looks beside them, as in production. */
const key = Buffer.alloc(32, 7).toString('base64');

let world: World;
beforeAll(async () => {
  world = await startWorld({ environment: { SWEEP_SECONDS: '2', ENCRYPTION_KEY: key } });
  await quiet(world);
  await install(world);
  await webhooksInNew(world);
  expect((await save(newSettings)).status).toBe(200);
});
afterAll(() => world.stop());

const findings = async (node = 0) =>
  (await callAs(world, newAdmin, '/api/findings', { node })).body as unknown as FindingsView;
async function save(settings: object) {
  const { body } = await callAs(world, newAdmin, '/api/settings');
  const { revision } = body as unknown as SettingsView;
  return callAs(world, newAdmin, '/api/settings', { method: 'PUT', body: { revision, settings } });
}
const listed = async (area: string, name: RegExp) =>
  (await findings()).items.find((item) => item.area === area && name.test(item.name));
/** Waits until it is on the list; every finding says what to do and who does it. */
async function comes(area: string, name: RegExp): Promise<DoctorCheck> {
  const finding = await eventually(() => listed(area, name));
  expect(finding).toMatchObject({
    fix: expect.stringMatching(/./),
    who: expect.stringMatching(/admin|operator/),
  });
  return finding;
}
const goes = (area: string, name: RegExp) => eventually(async () => (await listed(area, name)) === undefined);

const stageNamed = (name: string) => {
  const found = newCompany(world).memory.stages.find((stage) => stage.name === name && !stage.is_deleted);
  if (!found) throw new Error(`There is no stage ${name}.`);
  return found.id;
};
const rename = (from: string, to: string) =>
  control(world, 'PATCH', `/companies/7002/stages/${stageNamed(from)}`, { name: to });
const expireTokens = () => control(world, 'POST', '/companies/7002/expire-access-tokens');
async function removeWebhooks(): Promise<void> {
  for (const { id } of newCompany(world).memory.subscriptions.filter(({ of_app }) => of_app))
    await control(world, 'DELETE', `/companies/7002/webhooks/${id}`);
}
let requestCount = 0;
/** A request that was accepted, and stands wherever its work could be done to. */
async function requestAccepted(): Promise<number> {
  requestCount += 1;
  const { dealId } = enteredInNew(world, `constat-${requestCount}@example.org`);
  const { id } = await requestInNew(world, dealId, 'pending', 10_000);
  await acceptInNew(world, id);
  return dealId;
}

const colleague = 21;
const placed = 'Démonstration programmée';
const elsewhere = 'Contact établi';
const withStage = (accountCreated: string) => ({
  ...newSettings,
  stages: { ...newSettings.stages, accountCreated },
});
/** Settings that fit what is left when the stage has been deleted. */
const fitting = withStage(elsewhere);
const withOwner = { ...fitting, owners: { rule: 'fixed', fixed: colleague } };
const setActive = (active: boolean) =>
  control(world, 'PATCH', `/companies/7002/users/${colleague}`, { active });

describe('what has to be put right', () => {
  it('is nothing where all is well, and says when it was looked at', async () => {
    const { at } = await doctorOf(world, newAdmin);
    expect(await findings()).toEqual({ items: [], at });
  });

  it('is for those who may configure', async () => {
    expect((await callAs(world, { companyId: 7002, userId: colleague }, '/api/findings')).status).toBe(403);
  });
});

describe('on save', () => {
  it('a renamed stage is listed with its new name, and gone once the name is taken over', async () => {
    await rename(placed, 'Démonstration prévue');
    expect((await save({ ...newSettings, updateOrganizationOwner: true })).status).toBe(200);
    const finding = await listed('settings', /^stages.accountCreated$/);
    expect(finding).toMatchObject({ who: 'admin', fix: expect.stringContaining('Démonstration prévue') });
    expect((await save(withStage('Démonstration prévue'))).status).toBe(200);
    expect(await listed('settings', /./)).toBeUndefined();
    await rename('Démonstration prévue', placed);
    expect((await save(newSettings)).status).toBe(200);
    await goes('settings', /./);
  });

  it('a removed webhook and a lost scope are listed too, and go once they are there again', async () => {
    await removeWebhooks();
    await control(world, 'DELETE', '/companies/7002/scopes/activities:full');
    await expireTokens();
    expect((await save({ ...newSettings, updateOrganizationOwner: true })).status).toBe(200);
    await comes('webhooks', /deals/);
    expect((await comes('pipedrive', /Scopes/)).detail).toContain('activities:full');
    expect((await callAs(world, newAdmin, '/api/provision', { body: {} })).status).toBe(200);
    await goes('webhooks', /./);
    await control(world, 'POST', '/companies/7002/scopes/activities:full');
    await install(world);
    await goes('pipedrive', /./);
  });
});

describe('at the first failing call', () => {
  it('a deleted stage is listed, and gone at the save that names another one', async () => {
    await control(world, 'DELETE', `/companies/7002/stages/${stageNamed(placed)}`);
    await requestAccepted();
    await comes('settings', /^stages.accountCreated$/);
    expect((await save(withStage(elsewhere))).status).toBe(200);
    expect(await listed('settings', /./)).toBeUndefined();
  });

  it('an owner who left is listed, and gone at the save that names another one', async () => {
    expect((await save(withOwner)).status).toBe(200);
    world.sandbox.misbehaviour.add({ vendor: 'webhooks', kind: 'lost' });
    await setActive(false);
    await requestAccepted();
    await comes('settings', /^owners.fixed$/);
    world.sandbox.misbehaviour.clear();
    expect((await save(fitting)).status).toBe(200);
    expect(await listed('settings', /./)).toBeUndefined();
    await setActive(true);
  });

  it('a lost scope is listed in the words of the refusal, and gone once the app is installed again', async () => {
    await control(world, 'DELETE', '/companies/7002/scopes/deals:full');
    await requestAccepted();
    expect((await comes('pipedrive', /refused/)).detail).toContain('lacks a permission');
    await control(world, 'POST', '/companies/7002/scopes/deals:full');
    await install(world);
    await goes('pipedrive', /./);
  });
});

describe('without anybody doing anything', () => {
  /** The four that last; a webhook of ours that is gone is made again by the check itself. */
  const everything = { 'stages.refused': 'settings', 'stages.reconsidered': 'settings', Scopes: 'pipedrive' };
  const allThere = async () => {
    for (const [name, area] of Object.entries(everything)) await comes(area, new RegExp(`^${name}$`));
    await comes('settings', /^owners.fixed$/);
    expect(await listed('webhooks', /./)).toBeUndefined();
    expect(await webhooksInNew(world)).toHaveLength(4);
  };

  beforeAll(async () => {
    expect((await save(withOwner)).status).toBe(200);
    await goes('settings', /./);
    await rename(fitting.stages.reconsidered, 'Contact pris');
    await control(world, 'DELETE', `/companies/7002/stages/${stageNamed(fitting.stages.refused)}`);
    world.sandbox.misbehaviour.add({ vendor: 'webhooks', kind: 'lost' });
    await setActive(false);
    await control(world, 'DELETE', '/companies/7002/scopes/activities:full');
    await expireTokens();
    await removeWebhooks();
  });

  it('the daily check lists a renamed and a deleted stage, an owner who left and a lost scope', async () => {
    await checkNow(world, ['7002']);
    await allThere();
  });

  it('a node lists them after its start, too', async () => {
    // The node before has a first look of its own, half a minute after its start.
    await Promise.all(world.nodes.splice(0).map((node) => node.stop()));
    await inStore(world, "delete from company_facts where name = 'health-check' and company = $1", ['7002']);
    await removeWebhooks();
    await world.addNode();
    expect(await findings()).toEqual({ items: [], at: null });
    await eventually(async () => (await findings()).at !== null, 60_000);
    await allThere();
  }, 90_000);
});
