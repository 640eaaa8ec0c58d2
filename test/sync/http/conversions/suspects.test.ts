import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SuspectCheck } from '#core/contract/conversion-view.ts';
import { createOrganization, createPerson } from '../../../../services/sandbox/src/pipedrive/acts.ts';
import { dealIn } from '../../../kit/flow.ts';
import { ask, detailsOf, followedDeal, followingWorld, preview } from '../../../kit/followed-deals.ts';
import { eventually, type World } from '../../../kit/start-world.ts';

let world: World;
let followed: Awaited<ReturnType<typeof followedDeal>>;
beforeAll(async () => {
  world = await followingWorld();
  followed = await followedDeal(world, { name: 'Camille Exemple' });
});
afterAll(() => world.stop());

const check = async (body: object) =>
  (await world.call('/api/suspects/check', { body })).body as SuspectCheck;
const found = ({ matches }: SuspectCheck) => matches.map(({ what, because }) => [what, because]);
const searches = () =>
  world.sandbox.calls.list().filter(({ path }) => /^\/api\/v2\/(persons|organizations)\/search/.test(path))
    .length;

describe('the check before a suspect is entered (DS-02)', () => {
  it('finds who is followed already by their address, without asking Pipedrive for it', async () => {
    const before = searches();
    const checked = await check({ person: { email: ` ${followed.email.toUpperCase()} ` } });
    expect(found(checked)).toEqual([
      ['conversion', `Suspect identifié · ${followed.email}`],
      ['person', followed.email],
    ]);
    expect(checked.matches[0]).toMatchObject({
      ...{ name: 'Affaire Camille Exemple', dealId: followed.dealId, conversionId: followed.conversion.id },
    });
    expect(checked.note).toBeUndefined();
    expect(searches()).toBe(before);
  });

  it('finds their organization by name, and colleagues by domain, but not of a free provider', async () => {
    const domain = followed.email.split('@')[1];
    const colleague = await check({ person: { name: 'Autre', email: `autre@${domain}` } });
    expect(found(colleague)).toContainEqual(['domain', `@${domain}`]);
    const named = await check({
      person: { name: 'Autre' },
      organization: { name: 'mairie camille EXEMPLE' },
    });
    expect(found(named)).toContainEqual(['organization', 'Mairie Camille Exemple']);
    const free = await followedDeal(world, { name: 'Chez Gmail' });
    const moved = `${randomUUID().slice(0, 8)}@gmail.com`;
    const entered = await ask(world, {
      ...{ type: 'create-suspect', isNew: true },
      person: { name: 'Libre', email: moved },
    });
    // Until it is a deal the service searches for it by itself.
    await eventually(async () => (await detailsOf(world, entered.view?.id ?? '')).dealId !== null);
    expect((await check({ person: { email: `x-${moved}` } })).matches).toEqual([]);
    expect(free.conversion.id).toBeTruthy();
  });

  it('asks Pipedrive for what our records do not know', async () => {
    const { standIn, misbehaviour } = world.sandbox;
    // Nobody tells of them: what a webhook told would be found among our records.
    const lost = misbehaviour.add({ vendor: 'webhooks', kind: 'lost' });
    const email = `inconnu-${randomUUID().slice(0, 8)}@ailleurs.example.org`;
    const organization = createOrganization(standIn, 22, { name: 'Syndicat Inconnu' });
    const person = createPerson(standIn, 22, { name: 'Personne Inconnue', emails: [{ value: email }] });
    const before = searches();
    const checked = await check({ person: { email }, organization: { name: 'Syndicat Inconnu' } });
    misbehaviour.remove(lost.id);
    expect(searches()).toBe(before + 2);
    expect(checked.matches).toMatchObject([
      { what: 'person', id: person.id, name: 'Personne Inconnue', because: email },
      { what: 'organization', id: organization.id, name: 'Syndicat Inconnu' },
    ]);
  });

  it('says so when Pipedrive is away, and still finds what is ours', async () => {
    world.sandbox.misbehaviour.add({ vendor: 'pipedrive', kind: '500' });
    const checked = await check({ person: { email: followed.email }, organization: { name: 'Sans doute' } });
    world.sandbox.misbehaviour.clear();
    expect(checked.note).toContain('Pipedrive ne répond pas');
    expect(found(checked)[0]).toEqual(['conversion', `Suspect identifié · ${followed.email}`]);
  });

  it('proposes a channel for what is known', async () => {
    const proposed = async (person: object) => (await check({ person })).proposed.channel;
    expect(await proposed({ email: 'x@y.example.org' })).toBe('mail');
    expect(await proposed({ phone: '+33 1 02 03 04 05' })).toBe('call');
    expect(await proposed({ name: 'Personne' })).toBe('call');
  });

  it.each([
    {},
    { person: null },
    { person: { email: 3 } },
    { person: { id: '7' } },
    { person: {}, siren: 217 },
  ])('is not understood: %j', async (body) => {
    expect((await world.call('/api/suspects/check', { body })).status).toBe(400);
  });
});

describe('a suspect', () => {
  const email = `nouvelle-${randomUUID().slice(0, 8)}@commune-neuve.example.org`;
  const suspect = {
    ...{ type: 'create-suspect', commandId: randomUUID() },
    person: { name: 'Nouvelle Personne', email, phone: '+33 1 02 03 04 05' },
    organization: { name: 'Commune Neuve' },
    siren: '123 456 782',
  };

  it('is entered once, and becomes a deal that is followed', async () => {
    const { outcome, will } = await preview(world, suspect);
    expect([outcome, will.at(-1)]).toEqual(['advanced', 'Passer à l’étape « Suspect identifié »']);
    const entered = await ask(world, suspect);
    expect(entered).toMatchObject({ outcome: 'advanced', view: { step: 'identified', dealId: null } });
    expect(await ask(world, suspect)).toEqual(entered);
    const id = entered.view?.id ?? '';
    const { dealId } = await eventually(async () => {
      const details = await detailsOf(world, id);
      return details.dealId !== null && details;
    });
    expect(dealIn(world, dealId ?? 0)).toMatchObject({ title: 'Commune Neuve', status: 'open' });
    expect((await detailsOf(world, id)).owner?.id).toBe(21);
    expect(world.sandbox.pipedrive.deals.filter(({ title }) => title === 'Commune Neuve')).toHaveLength(1);
  });

  it('is refused with what was found when they may exist, unless somebody insists', async () => {
    const again = { ...suspect, commandId: randomUUID() };
    const refused = await ask(world, again);
    expect(refused).toMatchObject({ outcome: 'refused', view: null });
    expect(refused.reason).toContain('existe peut-être déjà');
    expect(refused.matches?.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['conversion', 'person', 'organization', 'siren']),
    );
    const bySiren = await check({ person: { name: 'Autre' }, siren: '123456782' });
    expect(found(bySiren)).toContainEqual(['siren', 'SIREN 123456782']);
    const insisted = await ask(world, { ...again, commandId: randomUUID(), isNew: true });
    expect(insisted.outcome).toBe('advanced');
  });

  it('is refused with an address or a SIREN that is none', async () => {
    const wrong = (more: object) => ask(world, { ...suspect, commandId: randomUUID(), ...more });
    expect((await wrong({ person: { name: 'X', email: 'x@y' } })).reason).toContain('adresse e-mail');
    expect((await wrong({ siren: '123 456 789' })).reason).toContain('SIREN');
  });

  it.each([
    { person: null },
    { person: { name: null } },
    { person: { name: '  ' } },
    { ownerId: 99 },
    { ownerId: '21' },
    { channel: 'pigeon' },
    { isNew: 'yes' },
    { organization: { name: 7 } },
  ])('is not understood: %j', async (more) => {
    const body = { ...suspect, commandId: randomUUID(), ...more };
    expect((await world.call('/api/commands', { body })).status).toBe(400);
  });
});
