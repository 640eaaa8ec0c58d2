import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { inStore, quiet, reaches } from '../../../kit/flow.ts';
import { enteredAll, filledIn, inCrm, openPage, sendForm } from '../../../kit/public-form.ts';
import { eventually, startWorld, type World } from '../../../kit/start-world.ts';

const settings = { publicForm: { enabled: true, submissionsPerHour: 1000 } };

let world: World;
beforeAll(async () => {
  world = await startWorld({ settings });
  await quiet(world);
});
afterEach(() => world.sandbox.misbehaviour.clear());
afterAll(() => world.stop());

/** What an address came to in the CRM, and its organization there. */
function countsOf({ email = '', organization }: Record<string, string>) {
  const { persons, deals, notes } = inCrm(world, email);
  const organizations = world.sandbox.pipedrive.organizations.filter(({ name }) => name === organization);
  return [organizations, persons, deals, notes].map(({ length }) => length);
}

async function requestOf(email = '') {
  const { items } = await world.list(`?q=${encodeURIComponent(email)}`);
  return items[0];
}

describe('Pipedrive is away', () => {
  it('the form is taken all the same, and entered when it is back (E-53)', async () => {
    const rule = world.sandbox.misbehaviour.add({ vendor: 'pipedrive', kind: '500' });
    const fields = await filledIn(world);
    const { status, headers } = await sendForm(world, fields);
    expect(status).toBe(303);
    const page = await openPage(world, headers.get('location') ?? '');
    expect(page.html).toContain('Votre demande est bien reçue');
    await eventually(async () => {
      const tried = await inStore(world, "select 1 from effects where state = 'retrying'");
      return tried.length > 0;
    });
    world.sandbox.misbehaviour.remove(rule.id);
    await enteredAll(world, 20_000);
    expect(countsOf(fields)).toEqual([1, 1, 1, 1]);
  });
});

describe('an answer of Pipedrive is lost', () => {
  it.each([
    ['organization', '/api/v2/organizations'],
    ['person', '/api/v2/persons'],
    ['deal', '/api/v2/deals'],
    ['note', '/v1/notes'],
  ])('the %s is there once (E-54)', async (_what, pathPrefix) => {
    const limits = world.sandbox.pipedrive.limits;
    Object.assign(limits, { searchLagMs: 60_000 });
    const match = { method: 'POST', pathPrefix };
    world.sandbox.misbehaviour.add({ vendor: 'pipedrive', kind: 'reset', after: true, count: 1, match });
    const fields = await filledIn(world);
    await sendForm(world, fields);
    await enteredAll(world, 20_000);
    expect(world.sandbox.misbehaviour.list()).toEqual([]);
    expect(countsOf(fields)).toEqual([1, 1, 1, 1]);
    Object.assign(limits, { searchLagMs: 0 });
  });
});

describe('no webhook arrives', () => {
  it('the request begins from what our own calls were answered', async () => {
    world.sandbox.misbehaviour.add({ vendor: 'webhooks', kind: 'lost' });
    const fields = await filledIn(world);
    await sendForm(world, fields);
    const request = await eventually(() => requestOf(fields.email));
    const pending = await reaches(world, request.id, 'pending');
    const { deals } = inCrm(world, fields.email ?? '');
    expect(pending).toMatchObject({
      dealId: deals[0]?.id,
      organization: { name: fields.organization },
      source: 'request-form',
    });
  });
});
