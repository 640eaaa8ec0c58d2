import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addDealParticipant,
  createDeal,
  createPerson,
  mergePersons,
  updateDeal,
  updatePerson,
} from '../../services/sandbox/src/pipedrive/acts.ts';
import { fieldCode } from '../../services/sandbox/src/pipedrive/seed-fields.ts';
import { dealIn, entered, mailsTo, personIn, quiet, reaches, submitted } from '../kit/flow.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

const robot = 12;
const sales = 21;

/** An account of the directory, as it would be there from before. */
async function account(world: World, userName: string, more: object = {}): Promise<string> {
  const response = await fetch(`${world.environment.ACCOUNTS_SCIM_URL}/Users`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${world.environment.ACCOUNTS_SCIM_TOKEN}`,
      'content-type': 'application/scim+json',
    },
    body: JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName, ...more }),
  });
  return ((await response.json()) as { id: string }).id;
}

describe('edge cases: the same person', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({
      settings: {
        robotOwners: [11, 'robot-formulaire@example.org'],
        fields: { requestState: 'État du compte', accountId: 'Identifiant du compte' },
      },
    });
    await quiet(world);
  });
  afterAll(() => world.stop());

  it.each([
    ['E-05', 'in capitals', ['Existe.Deja@MAIRIE.example.org'], 'existe.deja@mairie.example.org'],
    [
      'E-06',
      'with a no-break space around',
      ['\u00A0espace@mairie.example.org '],
      'espace@mairie.example.org',
    ],
    [
      'E-07',
      'as their second one',
      ['perso@example.net', 'pro@mairie.example.org'],
      'pro@mairie.example.org',
    ],
    ['E-11', 'as it is', ['egal@mairie.example.org'], 'egal@mairie.example.org'],
  ])(
    '%s a person whose address stands in the directory %s is no open request',
    async (_id, _how, typed, known) => {
      const id = await account(world, known);
      const emails = typed.map((value) => ({ value }));
      const person = createPerson(world.sandbox.standIn, robot, { name: 'Déjà Inscrite', emails });
      const request = await eventually(async () => {
        const page = await world.list(`?step=withdrawn&q=${encodeURIComponent(known)}`);
        return page.items.find((item) => item.person.id === person.id);
      });
      expect(request).toMatchObject({
        account: { id },
        decision: 'un compte administrateur existe déjà',
      });
      const { journal } = await world.request(request.id);
      expect(journal[0]).toMatchObject({ detail: `Un compte existe déjà pour ${known}` });
    },
  );

  it('E-16 an account whose address only contains the person’s is somebody else’s', async () => {
    await account(world, 'anne-marie@mairie.example.org', {
      emails: [{ value: 'marie@mairie.example.org.invalid' }],
    });
    const { request, email } = await submitted(world, { email: 'marie@mairie.example.org' });
    await world.command({ type: 'accept-request', requestId: request.id });
    const accepted = await reaches(world, request.id, 'accepted');
    const made = world.sandbox.accounts.accounts.filter(({ userName }) => userName === email);
    expect(made.map(({ id }) => id)).toEqual([accepted.account?.id]);
  });

  it('E-09 E-17 E-19 a second record in capitals joins the first, says so, and offers to merge', async () => {
    const email = 'deux-fois@mairie.example.org';
    const first = await submitted(world, { name: 'Première Fiche', email, organization: 'Mairie Double' });
    const second = await world.form({
      name: 'Seconde Fiche',
      email: email.toUpperCase(),
      organization: 'Mairie Double',
    });
    const joined = await eventually(async () => {
      const view = await world.request(first.request.id);
      return view.warnings.length > 0 && view;
    });
    expect(joined.warnings).toContain(
      'Une autre fiche porte la même adresse : Seconde Fiche. Fusionnez-les dans Pipedrive si c’est la même personne.',
    );
    // Neither record is lost from sight, and what happens to the second one changes nothing of the first.
    expect((await world.requestOf(second.dealId)).id).toBe(first.request.id);
    updatePerson(world.sandbox.standIn, sales, second.personId, { name: 'Renommée' });
    await world.command({ type: 'accept-request', requestId: first.request.id });
    const accepted = await reaches(world, first.request.id, 'accepted');
    expect(accepted.person).toMatchObject({ id: first.personId, name: 'Première Fiche' });
    expect(world.sandbox.accounts.accounts.filter(({ userName }) => userName === email)).toHaveLength(1);
    expect(mailsTo(world, email)).toHaveLength(1);
    for (const id of [first.personId, second.personId]) expect(personIn(world, id)?.owner_id).toBe(sales);
  });

  it('E-09 once the two are merged, the survivor carries the request on', async () => {
    const email = 'fusion@mairie.example.org';
    const first = await submitted(world, { email, organization: 'Mairie Fusion' });
    const second = await world.form({ email, organization: 'Mairie Fusion', name: 'Fiche Survivante' });
    await eventually(async () => (await world.request(first.request.id)).warnings.length > 0);
    mergePersons(world.sandbox.standIn, sales, first.personId, second.personId);
    const merged = await eventually(async () => {
      const view = await world.request(first.request.id);
      return view.person.id === second.personId && view;
    });
    expect(merged.step).toBe('pending');
  });

  it('E-09 accepted before the merge is heard of, the account is made for the survivor by itself', async () => {
    const email = 'fusion-tardive@mairie.example.org';
    const first = await submitted(world, { email, organization: 'Mairie Tardive' });
    const second = await world.form({ email, organization: 'Mairie Tardive', name: 'Fiche Survivante' });
    const { id } = first.request;
    await eventually(async () => (await world.request(id)).warnings.length > 0);
    const late = world.sandbox.misbehaviour.add({ vendor: 'webhooks', kind: 'late', ms: 2_000 });
    mergePersons(world.sandbox.standIn, sales, first.personId, second.personId);
    world.sandbox.misbehaviour.remove(late.id);
    await world.command({ type: 'accept-request', requestId: id });
    await eventually(async () =>
      (await world.request(id)).effects.some(
        ({ problem }) => problem?.title === 'La personne n’existe plus dans Pipedrive',
      ),
    );
    await eventually(() => world.sandbox.accounts.accounts.some(({ userName }) => userName === email));
  });

  it('E-10 a person without an organization is listed and accepted', async () => {
    const { personId, dealId } = entered(world, {
      email: 'sans-organisme@example.org',
      name: 'Sans Organisme',
    });
    const { id } = await world.requestOf(dealId);
    await reaches(world, id, 'pending');
    await world.command({ type: 'accept-request', requestId: id });
    expect(await reaches(world, id, 'accepted')).toMatchObject({ organization: null });
    expect(personIn(world, personId)?.owner_id).toBe(sales);
  });

  it('E-12 a robot named by e-mail is a robot owner; one that is not named is not', async () => {
    const { request } = await submitted(world);
    expect(request.step).toBe('pending');
    const stranger = createPerson(world.sandbox.standIn, sales, {
      name: 'Contact Ordinaire',
      emails: [{ value: 'ordinaire@example.org' }],
    });
    await submitted(world);
    expect((await world.list('?q=ordinaire')).items).toEqual([]);
    expect(stranger.owner_id).toBe(sales);
  });

  it('E-13 one mapping of fields: state and account id stand on the person, under the names of the settings', async () => {
    const { request, personId } = await submitted(world);
    await world.command({ type: 'accept-request', requestId: request.id });
    const { account: made } = await reaches(world, request.id, 'accepted');
    expect(personIn(world, personId)?.custom_fields).toMatchObject({
      [fieldCode('person', 'État du compte')]: 'accepted',
      [fieldCode('person', 'Identifiant du compte')]: made?.id,
    });
  });

  it('E-14 address and phone come from the person, which a deal’s webhook does not carry', async () => {
    const { request, personId } = await submitted(world, { phone: '+33 5 00 00 00 01' });
    expect(request.person.phone).toBe('+33 5 00 00 00 01');
    // The webhook of the organization has a journal line of its own, whenever it comes.
    await eventually(async () => (await world.request(request.id)).organization?.name);
    updatePerson(world.sandbox.standIn, robot, personId, { phones: [{ value: '05 00 00 00 02' }] });
    const called = await eventually(async () => {
      const view = await world.request(request.id);
      return view.person.phone === '05 00 00 00 02' && view;
    });
    expect(called.journal[0]?.text).toBe('Téléphone : 05 00 00 00 02');
  });

  it('E-15 a participant of the organization’s deal is offered that deal, and takes part once', async () => {
    const { standIn, pipedrive } = world.sandbox;
    const person = createPerson(standIn, robot, {
      name: 'Participante',
      org_id: 1,
      emails: [{ value: 'participante@valmont.example.org' }],
    });
    addDealParticipant(standIn, sales, 1, person.id);
    // Its webhook tells who may see the seeded deal.
    updateDeal(standIn, sales, 1, { visible_to: 7 });
    const listed = await eventually(async () => (await world.list('?step=pending&q=participante')).items[0]);
    const { attachProposals, dealId } = await eventually(async () => {
      const view = await world.request(listed.id);
      return view.attachProposals.length > 0 && view;
    });
    expect(dealId).toBeNull();
    expect(attachProposals.map((proposal) => proposal.dealId)).toEqual([1]);
    await world.command({ type: 'accept-request', requestId: listed.id, attachToDealId: 1 });
    await reaches(world, listed.id, 'accepted');
    const parts = pipedrive.participants.filter((one) => one.person_id === person.id);
    expect(parts.map(({ deal_id }) => deal_id)).toEqual([1]);
    expect(pipedrive.deals.filter((deal) => deal.person_id === person.id)).toEqual([]);
  });

  it('E-18 a prospect with a colleague’s open deal gets a deal of the request, and keeps the other', async () => {
    const person = createPerson(world.sandbox.standIn, robot, {
      name: 'Prospecte Connue',
      emails: [{ value: 'prospecte@example.org' }],
    });
    const prospect = { title: 'Démarchage', person_id: person.id, stage_id: 8 };
    const kept = structuredClone(createDeal(world.sandbox.standIn, sales, prospect));
    const { id } = await world.requestOf(kept.id);
    await reaches(world, id, 'pending');
    await world.command({ type: 'accept-request', requestId: id });
    const { dealId } = await reaches(world, id, 'accepted');
    expect(dealId).not.toBe(kept.id);
    expect(dealIn(world, dealId ?? 0)).toMatchObject({ person_id: person.id, stage_id: 5, owner_id: sales });
    expect(dealIn(world, kept.id)).toEqual(kept);
  });
});
