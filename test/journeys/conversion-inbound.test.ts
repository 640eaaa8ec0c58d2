import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createActivity,
  createDeal,
  createPerson,
  deleteActivity,
  updateActivity,
  updateDeal,
} from '../../services/sandbox/src/pipedrive/acts.ts';
import { dealIn, inStore, quiet, reaches } from '../kit/flow.ts';
import { mailArrives } from '../kit/helpscout-world.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

const sales = 21;
const suspects = { pipeline_id: 2, stage_id: 3 };
const settings = { conversion: { enabled: true } };

interface Followed {
  id: string;
  step: string;
  state: Record<string, unknown>;
}

/** The conversions of a deal, as they are kept. */
function conversionsOf(world: World, dealId: number): Promise<Followed[]> {
  return inStore<Followed>(
    world,
    `select id, step, state from instances
     where process = 'customer-conversion' and state ->> 'dealId' = $1 order by created_at`,
    [String(dealId)],
  );
}

function inStep(world: World, dealId: number, step: string): Promise<Followed> {
  return eventually(async () => (await conversionsOf(world, dealId)).find((each) => each.step === step));
}

/** A person and a deal that a colleague enters by hand. */
function enteredByHand({ sandbox }: World, { name = `Client ${randomUUID().slice(0, 8)}` } = {}) {
  const email = `${randomUUID().slice(0, 8)}@mairie.example.org`;
  const person = createPerson(sandbox.standIn, sales, { name, emails: [{ value: email }] });
  const deal = createDeal(sandbox.standIn, sales, { title: name, person_id: person.id, ...suspects });
  return { personId: person.id, dealId: deal.id, email };
}

const call = (dealId: number, changes: object = {}) => ({
  ...{ subject: 'Appel', type: 'call', deal_id: dealId, due_date: '2030-01-07' },
  ...changes,
});

describe('customers who are followed', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ settings });
    await quiet(world);
  });
  afterAll(() => world.stop());

  it('begin with a deal that a colleague makes by hand, and hear of calls and of what is planned', async () => {
    const { dealId, personId, email } = enteredByHand(world);
    const { state } = await inStep(world, dealId, 'identified');
    expect(state).toMatchObject({ person: { id: personId, emails: [email] } });
    const { standIn } = world.sandbox;
    const planned = createActivity(standIn, sales, call(dealId));
    const plans = async () => (await conversionsOf(world, dealId))[0]?.state.plannedActivities as unknown[];
    await eventually(async () => (await plans()).length === 1);
    updateActivity(standIn, sales, planned.id, { done: true });
    const contacted = await inStep(world, dealId, 'contacted');
    expect(contacted.state).toMatchObject({ contactCounts: { call: 1 }, plannedActivities: [] });
    const gone = createActivity(standIn, sales, call(dealId));
    await eventually(async () => (await plans()).length === 1);
    deleteActivity(standIn, sales, gone.id);
    await eventually(async () => (await plans()).length === 0);
    updateDeal(standIn, sales, dealId, { status: 'won' });
    expect((await inStep(world, dealId, 'ended')).state).toMatchObject({ endedBecause: 'won' });
  });

  it('are not misled by webhooks that change places', async () => {
    const { dealId } = enteredByHand(world);
    await inStep(world, dealId, 'identified');
    const { standIn, misbehaviour } = world.sandbox;
    misbehaviour.add({ vendor: 'webhooks', kind: 'reorder', count: 1 });
    const { id } = createActivity(standIn, sales, call(dealId));
    updateActivity(standIn, sales, id, { done: true });
    await inStep(world, dealId, 'contacted');
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(await conversionsOf(world, dealId)).toMatchObject([{ state: { plannedActivities: [] } }]);
  });

  it('DS-02: are entered once, also when the webhook of the deal is here before the answer', async () => {
    const { misbehaviour, pipedrive } = world.sandbox;
    misbehaviour.add({
      ...{ vendor: 'pipedrive', kind: 'latency', after: true, ms: 700, count: 1 },
      match: { method: 'POST', pathPrefix: '/api/v2/deals' },
    });
    const name = `Mairie ${randomUUID().slice(0, 8)}`;
    const answer = await world.command({
      ...{ type: 'create-suspect', organization: { name }, isNew: true },
      person: { name: 'Sacha Exemple', email: `${randomUUID().slice(0, 8)}@mairie.example.org` },
    });
    expect(answer).toMatchObject({ outcome: 'advanced' });
    const deal = await eventually(() => pipedrive.deals.find(({ title }) => title === name));
    const { state } = await inStep(world, deal.id, 'identified');
    expect(state).toMatchObject({ startedBy: { staffId: sales }, person: { name: 'Sacha Exemple' } });
    updateDeal(world.sandbox.standIn, sales, deal.id, { value: 10 });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await conversionsOf(world, deal.id)).toHaveLength(1);
    expect(pipedrive.deals.filter(({ title }) => title === name)).toHaveLength(1);
  });

  it('DS-24: are joined by the accepted request of the same person', async () => {
    const { dealId, email } = enteredByHand(world);
    await inStep(world, dealId, 'identified');
    const submitted = await world.form({ email });
    const { id } = await world.requestOf(submitted.dealId);
    await reaches(world, id, 'pending');
    await world.command({ type: 'accept-request', requestId: id });
    await reaches(world, id, 'accepted');
    const joined = await inStep(world, dealId, 'account-created');
    expect(joined.state).toMatchObject({ requestId: id, account: { email } });
    await eventually(() => dealIn(world, submitted.dealId)?.is_deleted === true);
    expect(await conversionsOf(world, submitted.dealId)).toEqual([]);
  });
});

describe('customers whose webhooks are lost', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ settings, environment: { SWEEP_SECONDS: '1' } });
    await quiet(world);
    world.sandbox.misbehaviour.add({ vendor: 'webhooks', kind: 'lost' });
  });
  afterAll(() => world.stop());

  it('are found by the sweep, with what was done for them', async () => {
    const { dealId } = enteredByHand(world);
    await inStep(world, dealId, 'identified');
    createActivity(world.sandbox.standIn, sales, call(dealId, { done: true }));
    expect((await inStep(world, dealId, 'contacted')).state).toMatchObject({ contactCounts: { call: 1 } });
  });

  it('are known by name and address, although nobody ever told of their person', async () => {
    const { personId, dealId, email } = enteredByHand(world, { name: 'Mairie de Lenoncourt' });
    const person = world.sandbox.pipedrive.persons.find(({ id }) => id === personId);
    // From long before: no list of what changed names it.
    Object.assign(person ?? {}, { add_time: '2020-01-06T08:00:00Z', update_time: '2020-01-06T08:00:00Z' });
    await eventually(async () => {
      const [conversion] = await conversionsOf(world, dealId);
      const known = (conversion?.state ?? {}) as { person?: { name: string; emails: string[] } | null };
      return known.person?.name === 'Mairie de Lenoncourt' && known.person.emails.includes(email);
    });
  });

  it('are followed without activities where their scope is missing', async () => {
    const { misbehaviour, standIn } = world.sandbox;
    const forbidden = misbehaviour.add({
      ...{ vendor: 'pipedrive', kind: '403' },
      match: { pathPrefix: '/api/v2/activities' },
    });
    const { dealId } = enteredByHand(world);
    createActivity(standIn, sales, call(dealId, { done: true }));
    await inStep(world, dealId, 'identified');
    misbehaviour.remove(forbidden.id);
    // Nothing is lost: what was done meanwhile is found once it may be read.
    await inStep(world, dealId, 'contacted');
  });
});

describe('customers who write to the help desk', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ settings, helpscout: true });
    await quiet(world);
  });
  afterAll(() => world.stop());

  it('are heard, once for each mail, whatever it is about', async () => {
    const { dealId, email } = enteredByHand(world);
    await inStep(world, dealId, 'identified');
    // Help Scout and Pipedrive tell whole seconds.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const { conversationId } = mailArrives(world, { from: email, subject: 'Une autre question' });
    const { state } = await inStep(world, dealId, 'contacted');
    expect(state).toMatchObject({ contactCounts: { 'help-desk': 1 }, lastContact: { isFromClient: true } });
    const { acts } = world.sandbox.helpscout;
    acts.addTag({ conversationId, tag: 'vu' });
    // Its conversation is read again, and says nothing new.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await conversionsOf(world, dealId)).toMatchObject([
      { state: { contactCounts: { 'help-desk': 1 } } },
    ]);
  });
});

describe('nobody', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    await quiet(world);
  });
  afterAll(() => world.stop());

  it('is followed where the settings do not say so', async () => {
    const { dealId } = enteredByHand(world);
    createActivity(world.sandbox.standIn, sales, call(dealId));
    const told = async (subject: string) =>
      inStore<{ state: string; reason: string }>(
        world,
        'select state, reason from deliveries where subject like $1',
        [subject],
      );
    const ignored = await eventually(async () => {
      const rows = await told('%:activity:%');
      return rows.length > 0 && rows;
    });
    expect(ignored).toEqual([{ state: 'ignored', reason: 'Nothing follows activity records.' }]);
    await eventually(async () => (await told('%')).every(({ state }) => state !== 'recorded'));
    expect(await conversionsOf(world, dealId)).toEqual([]);
    const calls = world.sandbox.calls.list().filter(({ path }) => path.startsWith('/api/v2/activities'));
    expect(calls).toEqual([]);
  });
});
