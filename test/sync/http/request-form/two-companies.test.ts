import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxSecrets } from '../../../../services/sandbox/src/secrets.ts';
import { inStore, quiet } from '../../../kit/flow.ts';
import {
  callAs,
  install,
  newAdmin,
  newCompany,
  newSettings,
  saveSettings,
  webhooksInNew,
} from '../../../kit/installing.ts';
import { enteredAll, type FormFields, filledIn, openPage, sendForm } from '../../../kit/public-form.ts';
import { eventually, startWorld, type World } from '../../../kit/start-world.ts';

const firstId = String(sandboxSecrets.companyId);
const newId = String(newAdmin.companyId);
const formOf = (company: string, enabled: boolean) => ({
  enabled,
  submissionsPerHour: 1000,
  introduction: `Bienvenue chez ${company}`,
});
let world: World;
let revision = 0;
beforeAll(async () => {
  world = await startWorld({ settings: { publicForm: formOf(firstId, true) } });
  await quiet(world);
  await install(world);
  await webhooksInNew(world);
  await switchNew(false);
});
afterAll(() => world.stop());

/** Switches the form of the new company on or off, on its settings page. */
async function switchNew(enabled: boolean): Promise<void> {
  const settings = { ...newSettings, publicForm: formOf(newId, enabled) };
  expect((await saveSettings(world, settings, revision)).status).toBe(200);
  revision += 1;
}

/** Switches the form of the first company on or off, in its file, which is read when the node starts. */
async function switchFirst(enabled: boolean): Promise<void> {
  const file = world.environment.SETTINGS_FILE ?? '';
  const settings = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...settings, publicForm: formOf(firstId, enabled) }));
  const { port } = new URL(world.nodes[0]?.url ?? '');
  await Promise.all(world.nodes.splice(0).map((node) => node.stop()));
  await world.addNode({ PORT: port });
}

/** The companies whose Pipedrive has a person of this address. */
function companiesWith(email = ''): string[] {
  const holders = { [firstId]: world.sandbox.pipedrive, [newId]: newCompany(world).memory };
  const has = ({ persons }: (typeof holders)[string]) =>
    persons.some(({ emails }) => emails.some(({ value }) => value === email));
  return Object.entries(holders).flatMap(([id, memory]) => (has(memory) ? [id] : []));
}

/** Sends the form until it is entered. @returns the path of the requester's page */
async function entered(fields: FormFields): Promise<string> {
  const { status, headers } = await sendForm(world, fields);
  expect(status).toBe(303);
  await enteredAll(world);
  return headers.get('location') ?? '';
}

async function requestsOf(who: typeof newAdmin, email = '') {
  const { body } = await callAs(world, who, `/api/requests?q=${encodeURIComponent(email)}`);
  return (body.items as unknown[]).length;
}

const recorded = async () =>
  inStore(world, `select company, key from deliveries where source = 'request-form' order by id`);

describe('the form on in one company alone', () => {
  it('is the one a link without a company opens; the other company has none', async () => {
    expect((await openPage(world, '/request')).html).toContain(`Bienvenue chez ${firstId}`);
    expect((await openPage(world, `/request?company=${newId}`)).status).toBe(404);
    const fields = await filledIn(world);
    const before = await recorded();
    expect((await sendForm(world, { ...fields, company: newId })).status).toBe(404);
    expect(await recorded()).toEqual(before);
    await entered(fields);
    expect(companiesWith(fields.email)).toEqual([firstId]);
  });
});

describe('the form on in both', () => {
  let opened: FormFields;
  beforeAll(async () => {
    opened = await filledIn(world);
    await switchNew(true);
  });

  it('reaches the company of its link, and that one alone sees the request', async () => {
    const decider = { companyId: sandboxSecrets.companyId, userId: 21 };
    for (const [id, theirs, others] of [
      [newId, newAdmin, decider],
      [firstId, decider, newAdmin],
    ] as const) {
      const page = await openPage(world, `/request?company=${id}`);
      expect(page.html).toContain(`Bienvenue chez ${id}`);
      const fields = await filledIn(world, {}, `/request?company=${id}`);
      const path = await entered(fields);
      expect(companiesWith(fields.email)).toEqual([id]);
      await eventually(async () => (await requestsOf(theirs, fields.email)) === 1);
      expect(await requestsOf(others, fields.email)).toBe(0);
      expect((await openPage(world, path)).html).toContain(fields.organization);
    }
  });

  it('opened before the other one was on still reaches the company it was opened for', async () => {
    await entered(opened);
    expect(companiesWith(opened.email)).toEqual([firstId]);
  });

  it('with a link that names no company, or none that is ours, opens nothing and records nothing', async () => {
    const fields = await filledIn(world, {}, `/request?company=${newId}`);
    const before = await recorded();
    for (const code of ['', '4711', `0${newId}`, `${newId} `, `${firstId},${newId}`, '../7002', "7002'--"]) {
      const query = new URLSearchParams({ company: code });
      expect([code, (await openPage(world, `/request?${query}`)).status]).toEqual([code, 404]);
      expect([code, (await sendForm(world, { ...fields, company: code })).status]).toEqual([code, 404]);
    }
    const both = await filledIn(world, {}, `/request?company=${firstId}&company=${newId}`);
    expect(both.company).toBe(firstId);
    expect(await recorded()).toEqual(before);
    expect(companiesWith(fields.email)).toEqual([]);
  });
});

describe('the form switched off in one while it is on in the other', () => {
  it('takes what was opened before nowhere else', async () => {
    const opened = await filledIn(world, {}, `/request?company=${newId}`);
    await switchNew(false);
    expect((await sendForm(world, opened)).status).toBe(404);
    expect(companiesWith(opened.email)).toEqual([]);
    await switchNew(true);
    await entered(opened);
    expect(companiesWith(opened.email)).toEqual([newId]);
  });

  it('and the other way round: not even a form whose link named no company', async () => {
    await switchNew(false);
    const opened = await filledIn(world);
    const path = await entered(await filledIn(world));
    await switchFirst(false);
    await switchNew(true);
    expect((await openPage(world, '/request')).html).toContain(`Bienvenue chez ${newId}`);
    expect((await openPage(world, `/request?company=${firstId}`)).status).toBe(404);
    expect((await sendForm(world, opened)).status).toBe(404);
    await enteredAll(world);
    expect(companiesWith(opened.email)).toEqual([]);
    // Who sent one before still follows it.
    expect((await openPage(world, path)).status).toBe(200);
  });
});
