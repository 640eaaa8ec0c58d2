import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SuspectCheck } from '#core/contract/conversion-view.ts';
import type { EnterRequestAnswer } from '#core/contract/enter-request.ts';
import type { SubmissionView } from '#core/contract/submission-view.ts';
import {
  createOrganization,
  createPerson,
  updateDeal,
  updatePerson,
} from '../../../../services/sandbox/src/pipedrive/acts.ts';
import { callsTo, dealIn, inStore, quiet, reaches } from '../../../kit/flow.ts';
import { ask, followedDeal, followingWorld } from '../../../kit/followed-deals.ts';
import { eventually, type World } from '../../../kit/start-world.ts';

/** An administrator of Pipedrive sees everything; of what is only its owner's, sales people nothing. */
const admin = { userId: 1 };
const [sales, colleague] = [{ userId: 21 }, { userId: 22 }];
const ownerOnly = 1;
let world: World;
beforeAll(async () => {
  world = await followingWorld();
  await quiet(world);
});
afterAll(() => world.stop());

const check = async (as: typeof admin, body: object) =>
  (await world.call('/api/suspects/check', { ...as, body })).body as SuspectCheck;
const newDomain = () => `commune-${randomUUID().slice(0, 8)}.example.org`;
const suspect = (more: object) => ({ type: 'create-suspect', commandId: randomUUID(), isNew: true, ...more });

/** What is done in Pipedrive without any webhook. */
function untold<Made>(make: () => Made): Made {
  const lost = world.sandbox.misbehaviour.add({ vendor: 'webhooks', kind: 'lost' });
  try {
    return make();
  } finally {
    world.sandbox.misbehaviour.remove(lost.id);
  }
}

/** Runs with Pipedrive out of order below a path. */
async function silent(pathPrefix: string, run: () => Promise<void>): Promise<void> {
  const rule = world.sandbox.misbehaviour.add({ vendor: 'pipedrive', kind: '500', match: { pathPrefix } });
  await run().finally(() => world.sandbox.misbehaviour.remove(rule.id));
}

describe('a submission whose request somebody may not see', () => {
  it('is no match for a suspect they enter', async () => {
    const domain = newDomain();
    const requestId = await enteredRequest(`secrete@${domain}`);
    const dealId = (await reaches(world, requestId, 'pending')).dealId ?? 0;
    const question = { person: { name: 'Autre', email: `autre@${domain}` } };
    const seenBy = async (as: typeof admin) => (await check(as, question)).matches.map(({ name }) => name);
    expect(await seenBy(colleague)).toContain('Mairie confidentielle');
    updateDeal(world.sandbox.standIn, dealIn(world, dealId)?.owner_id ?? 0, dealId, {
      visible_to: ownerOnly,
    });
    await eventually(async () => (await world.call(`/api/requests/${requestId}`, colleague)).status === 404);
    expect(await seenBy(colleague)).toEqual([]);
    expect(await ask(world, suspect({ ...question, isNew: false }), colleague)).toMatchObject({
      outcome: 'advanced',
    });
    expect(await seenBy(admin)).toContain('Mairie confidentielle');
  });
});

describe('a person of Pipedrive of whom nobody told who may see them', () => {
  const secretPerson = () => {
    const email = `secrete@${newDomain()}`;
    const { standIn } = world.sandbox;
    const { id } = untold(() => {
      const made = createPerson(standIn, 22, { name: 'Personne Secrète', emails: [{ value: email }] });
      return updatePerson(standIn, 22, made.id, { visible_to: ownerOnly });
    });
    return { id, email };
  };
  const asked = (id: number) => callsTo(world, 'GET', `/v1/persons/${id}/permittedUsers`).length;

  it('is a match for who may see them alone', async () => {
    const { id, email } = secretPerson();
    const matchesFor = async (as: typeof admin) => (await check(as, { person: { email } })).matches;
    expect(await matchesFor(sales)).toEqual([]);
    expect(asked(id)).toBe(1);
    expect(await matchesFor(admin)).toMatchObject([{ what: 'person', id, name: 'Personne Secrète' }]);
  });

  it('is entered as a suspect by who may see them alone', async () => {
    const { id } = secretPerson();
    const enter = (as: typeof admin, personId = id) =>
      world.call('/api/commands', { ...as, body: suspect({ person: { id: personId, name: 'Autre' } }) });
    const denied = await enter(sales);
    expect(denied.status).toBe(404);
    expect(JSON.stringify(denied.body)).not.toContain('Secrète');
    expect((await enter(sales, 999_999)).status).toBe(404);
    expect((await enter(admin)).body).toMatchObject({ outcome: 'advanced' });
  });

  it('is nobody’s while Pipedrive does not say who may see them', async () => {
    const { id, email } = secretPerson();
    await silent(`/v1/persons/${id}/`, async () => {
      const checked = await check(admin, { person: { email } });
      expect(checked.matches).toEqual([]);
      expect(checked.note).toContain('Pipedrive ne répond pas');
      const body = suspect({ person: { id, name: 'Autre' } });
      expect((await world.call('/api/commands', { ...admin, body })).status).toBe(404);
    });
  });
});

describe('an organization a suspect is entered with by its number', () => {
  const enter = (id: number, name: string) =>
    ask(world, suspect({ person: { name: 'Autre' }, organization: { id, name } }), sales);
  const read = (id: number) => callsTo(world, 'GET', `/api/v2/organizations/${id}`).length;

  it('is refused to who does not know its name, as one that there is not', async () => {
    const { id } = untold(() => createOrganization(world.sandbox.standIn, 22, { name: 'Syndicat Secret' }));
    const refused = await enter(id, 'Devinette');
    expect(refused).toMatchObject({ outcome: 'refused', view: null });
    expect(refused.reason).toMatch(/n’existe pas \(ou plus\) sous ce nom/);
    expect(JSON.stringify(refused)).not.toContain('Secret');
    expect(await enter(999_999, 'Devinette')).toEqual(refused);
    expect((await enter(id, 'syndicat SECRET')).outcome).toBe('advanced');
  });

  it('costs no call where we know its name', async () => {
    const { organizationId } = await followedDeal(world, { name: 'Organisation Connue' });
    const before = read(organizationId);
    expect((await enter(organizationId, 'Devinette')).outcome).toBe('refused');
    expect(read(organizationId)).toBe(before);
    expect((await enter(organizationId, 'Mairie Organisation Connue')).outcome).toBe('advanced');
  });

  it('is refused while Pipedrive does not tell its name, and that is said', async () => {
    const { id } = untold(() => createOrganization(world.sandbox.standIn, 22, { name: 'Syndicat Muet' }));
    await silent(`/api/v2/organizations/${id}`, async () => {
      const refused = await enter(id, 'Syndicat Muet');
      expect(refused.outcome).toBe('refused');
      expect(refused.reason).toMatch(/réessayez/);
    });
  });
});

describe('who searches too often', () => {
  const limitOf = "sender like 'suspect-check:%:22'";
  const searches = () =>
    world.sandbox.calls.list().filter(({ path }) => path.startsWith('/api/v2/organizations/search')).length;

  it('is answered from what we know, without a call to Pipedrive, and reads so', async () => {
    const { email, conversion } = await followedDeal(world, { name: 'Bien Connue' });
    const question = { person: { email }, organization: { name: 'Commune Introuvable' } };
    await inStore(world, `delete from request_form_limits where ${limitOf}`);
    expect((await check(colleague, question)).note).toBeUndefined();
    const [taken] = await inStore<{ seconds: number }>(
      world,
      `select extract(epoch from free_at - now())::float8 as seconds from request_form_limits where ${limitOf}`,
    );
    expect(taken?.seconds).toBeLessThanOrEqual(1);
    const aMinuteFull = "free_at = now() + interval '90 seconds'";
    await inStore(world, `update request_form_limits set ${aMinuteFull} where ${limitOf}`);
    const before = searches();
    const checked = await check(colleague, question);
    expect(checked.note).toContain('Pipedrive n’a pas été interrogé');
    expect(checked.matches[0]).toMatchObject({ what: 'conversion', conversionId: conversion.id });
    expect(searches()).toBe(before);
    expect((await check(sales, question)).note).toBeUndefined();
    expect(searches()).toBe(before + 1);
  });
});

/** Enters a request by hand. @returns the request that came of it */
async function enteredRequest(email: string): Promise<string> {
  const body = {
    ...{ type: 'enter-request', commandId: randomUUID(), source: 'phone' },
    ...{ name: 'Personne Secrète', email, phone: '01 02 03 04 05' },
    ...{ organization: 'Mairie confidentielle', need: 'Rappeler mardi.' },
  };
  const { submissionId } = (await world.call('/api/commands', { ...sales, body })).body as EnterRequestAnswer;
  const { requestId } = await eventually(async () => {
    const view = (await world.call(`/api/submissions/${submissionId}`)).body as SubmissionView;
    return view.step === 'entered' && view;
  });
  return requestId ?? '';
}
