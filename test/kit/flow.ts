import pg from 'pg';
import type { RequestDetails, Step } from '#core/contract/request-view.ts';
import { createDeal, createPerson } from '../../services/sandbox/src/pipedrive/acts.ts';
import { formRobotUserId } from '../../services/sandbox/src/pipedrive/seed.ts';
import { eventually, type Form, type World } from './start-world.ts';

/** What the form sent, and the request that came of it. */
export type Submitted = Awaited<ReturnType<World['form']>> & { request: RequestDetails };

/** Sends the form and waits until its request can be decided. */
export async function submitted(world: World, overrides: Partial<Form> = {}): Promise<Submitted> {
  const sent = await world.form(overrides);
  const { id } = await world.requestOf(sent.dealId);
  return { ...sent, request: await reaches(world, id, 'pending') };
}

/** A person and a deal of the robot owner, whatever the address: what the form would not let through. */
export function entered(
  { sandbox }: World,
  { email, name = 'Personne Essai', organizationId = null }: EnteredPerson,
) {
  const links = { org_id: organizationId };
  const emails = email === '' ? [] : [{ value: email }];
  const person = createPerson(sandbox.standIn, formRobotUserId, { name, emails, ...links });
  const title = `Demande ${name}`;
  const deal = createDeal(sandbox.standIn, formRobotUserId, { title, person_id: person.id, ...links });
  return { personId: person.id, dealId: deal.id };
}

export interface EnteredPerson {
  email: string;
  name?: string;
  organizationId?: number | null;
}

/** Waits until a request stands in a step; fails after `withinMs`. */
export function reaches(world: World, id: string, step: Step, withinMs = 20_000): Promise<RequestDetails> {
  return eventually(async () => {
    const request = await world.request(id);
    return request.step === step && request;
  }, withinMs);
}

/** A deal as the sandbox holds it; undefined when it was removed. */
export function dealIn(world: World, id: number) {
  return world.sandbox.pipedrive.deals.find((deal) => deal.id === id);
}

/** A person as the sandbox holds it. */
export function personIn(world: World, id: number) {
  return world.sandbox.pipedrive.persons.find((person) => person.id === id);
}

/** The mails that arrived for an address. */
export function mailsTo(world: Pick<World, 'sandbox'>, address: string) {
  return world.sandbox.mailbox.mails.filter((mail) => mail.to.includes(address));
}

/** Calls Pipedrive got for a record, by verb: `callsTo(world, 'PATCH', '/api/v2/deals/7')`. */
export function callsTo(world: World, method: string, path: string) {
  return world.sandbox.calls.list().filter((call) => call.method === method && call.path === path);
}

/** Runs one statement on the store of a world, as an operator would. */
export async function inStore<Row extends object = Record<string, unknown>>(
  { databaseUrl }: Pick<World, 'databaseUrl'>,
  statement: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  // Tests cut connections: the statement fails then, and says so itself.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(statement, values)).rows;
  } finally {
    await client.end();
  }
}

/** Waits until the first sweep of a fresh world is through: from then on calls are those of its requests alone. */
export async function quiet(world: World): Promise<void> {
  await eventually(async () => {
    const facts = await inStore(world, "select 1 from company_facts where name = 'crm-swept'");
    return facts.length > 0;
  });
}
