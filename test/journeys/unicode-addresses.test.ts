import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { updatePerson } from '../../services/sandbox/src/pipedrive/acts.ts';
import { entered, mailsTo, reaches, submitted } from '../kit/flow.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

async function accepted(requestId: string) {
  await world.command({ type: 'accept-request', requestId });
  return reaches(world, requestId, 'accepted');
}

describe.each([
  ['capitals and spaces', '\u00a0 Marie.DUPONT@Mairie.Example.ORG\u200b ', 'marie.dupont@mairie.example.org'],
  ['full-width letters', 'ｐａｕｌ＠ville.example.org', 'paul@ville.example.org'],
  ['a decomposed accent', 'rene\u0301@ville.example.org', 'ren\u00e9@ville.example.org'],
])('an address with %s', (_what, typed, normalised) => {
  it('is one account and one mail, under the one form in which addresses are compared', async () => {
    const { dealId } = entered(world, { email: typed, name: 'Élodie d’Été 🏛️' });
    const { id } = await world.requestOf(dealId);
    const request = await reaches(world, id, 'pending');
    expect(request.person).toMatchObject({ email: normalised, name: 'Élodie d’Été 🏛️' });
    await accepted(request.id);
    const accounts = world.sandbox.accounts.accounts.filter(({ userName }) => userName === normalised);
    expect(accounts).toHaveLength(1);
    expect(mailsTo(world, normalised)).toHaveLength(1);
    expect(mailsTo(world, normalised)[0]?.text).toContain('Élodie d’Été 🏛️');
  });
});

it('joins the second submission of the same address in other letters to the first', async () => {
  const organization = 'Communauté de communes';
  const { request } = await submitted(world, { email: 'Anne.Roy@cc.example.org', organization });
  const second = await world.form({ email: 'ANNE.ROY@CC.EXAMPLE.ORG', organization });
  const joined = await eventually(async () => {
    const view = await world.request(request.id);
    return view.warnings.some((warning) => warning.includes('même adresse')) && view;
  });
  expect((await world.list('?q=anne.roy@cc')).items).toHaveLength(1);
  await accepted(joined.id);
  expect(mailsTo(world, 'anne.roy@cc.example.org')).toHaveLength(1);
  const owners = world.sandbox.pipedrive.persons.filter(({ id }) => id === second.personId);
  expect(owners[0]?.owner_id).toBe(21);
});

it('finds people without their accents and in capitals', async () => {
  const { request } = await submitted(world, { name: 'Zoé Lefèvre', organization: 'Mairie d’Évry' });
  for (const q of ['ZOE', 'lefevre', 'évry', 'Zoé EVRY']) {
    const { items } = await world.list(`?q=${encodeURIComponent(q)}`);
    expect(items.map(({ id }) => id)).toContain(request.id);
  }
});

it('waits as incomplete without a usable address, and goes on when one is added', async () => {
  const { dealId, personId } = entered(world, { email: 'pas une adresse' });
  const { id } = await world.requestOf(dealId);
  const incomplete = await world.request(id);
  expect(incomplete).toMatchObject({ step: 'incomplete', person: { email: null } });
  expect(incomplete.allowedCommands).not.toContain('accept-request');
  updatePerson(world.sandbox.standIn, 21, personId, { emails: [{ value: 'Enfin@Ville.example.org' }] });
  await reaches(world, id, 'pending');
  await accepted(id);
  expect(mailsTo(world, 'enfin@ville.example.org')).toHaveLength(1);
});
