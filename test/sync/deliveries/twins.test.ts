import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPerson, updateDeal, updatePerson } from '../../../services/sandbox/src/pipedrive/acts.ts';
import { inStore, submitted } from '../../kit/flow.ts';
import { eventually, startWorld, type World } from '../../kit/start-world.ts';
import { envelope, postWebhook, robotPerson } from '../../kit/webhooks.ts';

const robot = 12;
let world: World;
let nextId = 91_000;
beforeAll(async () => {
  world = await startWorld({ environment: { SWEEP_SECONDS: '86400' } });
});
afterAll(() => world.stop());

/** The request that is about this very person. */
function requestAbout(personId: number) {
  return eventually(async () => {
    const rows = await inStore<{ id: string }>(
      world,
      "select id from instances where (state -> 'person' ->> 'id')::int = $1",
      [personId],
    );
    return rows[0]?.id;
  });
}

async function requestsWith(email: string) {
  return (await world.list(`?q=${encodeURIComponent(email)}`)).items;
}

/** Waits until nothing of what was received waits any more. */
async function routed() {
  await eventually(async () => {
    const waiting = await inStore(world, "select 1 from deliveries where state = 'recorded'");
    return waiting.length === 0;
  });
}

async function joinedBy(requestId: string) {
  return eventually(async () => (await world.request(requestId)).warnings.length > 0);
}

describe('a record with the address of another request', () => {
  it('joined through a mistyped address has a request of its own once it is corrected', async () => {
    const first = await submitted(world, {
      email: 'exacte@mairie.example.org',
      organization: 'Mairie Exacte',
    });
    const { standIn } = world.sandbox;
    const second = createPerson(standIn, robot, {
      name: 'Adresse Mal Tapée',
      emails: [{ value: 'exacte@mairie.example.org' }],
    });
    await joinedBy(first.request.id);
    updatePerson(standIn, robot, second.id, { emails: [{ value: 'corrigee@mairie.example.org' }] });
    const own = await requestAbout(second.id);
    expect(own).not.toBe(first.request.id);
    expect((await world.request(first.request.id)).warnings).toEqual([]);
  });

  it('that was corrected since is nobody’s duplicate', async () => {
    const first = await submitted(world, { email: 'marie@mairie.example.org' });
    const { standIn } = world.sandbox;
    updatePerson(standIn, robot, first.personId, { emails: [{ value: 'paul@mairie.example.org' }] });
    await eventually(
      async () => (await world.request(first.request.id)).person.emails[0] === 'paul@mairie.example.org',
    );
    const marie = createPerson(standIn, robot, {
      name: 'Marie',
      emails: [{ value: 'marie@mairie.example.org' }],
    });
    expect(await requestAbout(marie.id)).not.toBe(first.request.id);
  });

  it('shared as a second one is a colleague', async () => {
    const secretariat = { value: 'secretariat@mairie.example.org' };
    const { standIn } = world.sandbox;
    const persons = ['une', 'autre'].map((name) =>
      createPerson(standIn, robot, {
        name,
        emails: [{ value: `${name}@mairie.example.org`, primary: true }, secretariat],
      }),
    );
    const own = [];
    for (const { id } of persons) own.push(await requestAbout(id));
    expect(new Set(own).size).toBe(2);
  });

  it('in another organization waits for its name, and is a request of its own when the names differ', async () => {
    const email = 'deux-organismes@example.org';
    const tell = async (entity: string, id: number, data: object) => {
      await postWebhook(world, envelope({ entity, id, action: 'create', data }));
      await routed();
    };
    const [firstOrganization, secondOrganization] = [nextId++, nextId++];
    const [first, second] = [nextId++, nextId++];
    const organization = (id: number, name: string) => {
      const at = new Date().toISOString();
      return { id, name, owner_id: robot, add_time: at, update_time: at };
    };
    await tell('organization', firstOrganization, organization(firstOrganization, 'Mairie de Valmont'));
    await tell('person', first, robotPerson(first, email, { org_id: firstOrganization }));
    await tell('person', second, robotPerson(second, email, { org_id: secondOrganization }));
    expect(await requestsWith(email)).toHaveLength(1);
    expect((await requestsWith(email))[0]?.warnings).toEqual([]);
    await tell('organization', secondOrganization, organization(secondOrganization, 'Mairie d’Aubepierre'));
    expect((await requestsWith(email)).map(({ person }) => person.id).toSorted()).toEqual([first, second]);
  });
});

it('a deal moved to another person shows that person’s request', async () => {
  const from = await submitted(world, { organization: 'Mairie de départ' });
  const to = await submitted(world, { organization: 'Mairie d’arrivée' });
  // Both requests have had to do with the deal; the one it left is the newer one to be told.
  updateDeal(world.sandbox.standIn, robot, to.dealId, { person_id: from.personId });
  await eventually(async () => (await world.panel(to.dealId)).request?.id === from.request.id);
});
