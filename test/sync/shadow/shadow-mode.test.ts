import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAccountRequest } from '#core/processes/account-request/state.ts';
import { type Database, openDatabase } from '#sync/store/database.ts';
import { readEffects } from '#sync/store/effects.ts';
import { readInstance } from '#sync/store/instances.ts';
import type { ShadowWrite } from '#sync/store/shadow-writes.ts';
import { submitForm } from '../../../services/sandbox/src/pipedrive/form.ts';
import { type Sandbox, startSandbox } from '../../../services/sandbox/src/sandbox.ts';
import { type ShadowNode, shadowNode } from '../../kit/shadow-node.ts';
import { createTestDatabase, type TestDatabase } from '../../kit/test-database.ts';

const requestCount = 100;
const settings = { updateOrganizationOwner: true, duplicateDeal: 'merge' };

interface Place {
  test: TestDatabase;
  database: Database;
  sandbox: Sandbox;
  personIds: number[];
  dealIds: number[];
}

/** A sandbox with the same hundred people at every start; a few give the address of a colleague. */
async function aPlace(): Promise<Place> {
  const test = await createTestDatabase();
  const database = await openDatabase({ databaseUrl: test.url, dataDir: '', log: () => undefined });
  const sandbox = await startSandbox({ instant: true });
  Object.assign(sandbox.pipedrive.limits, { burst: 100_000, searchBurst: 100_000 });
  const filled = Array.from({ length: requestCount }, (_, n) =>
    submitForm(sandbox.standIn, {
      name: `Personne ${n}`,
      email: n % 20 === 7 ? `partagee-${n - 7}@mairie.example.org` : `personne-${n}@mairie.example.org`,
      phone: '+33 1 02 03 04 05',
      organization: `Mairie ${n}`,
    }),
  );
  return {
    test,
    database,
    sandbox,
    personIds: filled.map(({ personId }) => personId),
    dealIds: filled.map(({ dealId }) => dealId),
  };
}

async function closePlace({ test, database, sandbox }: Place): Promise<void> {
  await sandbox.stop();
  await database.close();
  await test.drop();
}

/** Somebody gives the person an account behind our back, and may close it again. */
async function giveAccount({ sandbox }: Place, email: string, { closed = false } = {}): Promise<void> {
  const { ACCOUNTS_SCIM_URL: url = '', ACCOUNTS_SCIM_TOKEN: token = '' } = sandbox.environment;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' };
  const send = (path: string, method: string, body: object) =>
    fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) });
  const user = { userName: email, active: true, emails: [{ value: email, primary: true }] };
  const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User'];
  const made = await send('/Users', 'POST', { schemas, ...user });
  expect(made.status).toBe(201);
  const { id } = (await made.json()) as { id: string };
  // It was in use: opened again, it needs no new link.
  const [account] = sandbox.accounts.accounts.slice(-1);
  if (account) Object.assign(account, { state: 'active', activatedAt: new Date().toISOString() });
  if (closed) await send(`/Users/${id}`, 'PUT', { schemas, ...user, active: false });
  sandbox.calls.clear();
}

/** A day of a team: every kind of decision, some taken back or followed by another. */
async function decideAll(node: ShadowNode, place: Place): Promise<void> {
  const { personIds, dealIds } = place;
  await node.sweep();
  await giveAccount(place, 'personne-5@mairie.example.org');
  await giveAccount(place, 'personne-10@mairie.example.org', { closed: true });
  for (const [n, personId] of personIds.entries()) {
    const requestId = await node.requestOf(personId);
    const kind = n % 5;
    if (kind === 0) await node.command({ type: 'accept-request', requestId });
    if (kind === 1)
      await node.command({ type: 'refuse-request', requestId, reason: 'individual', note: `n° ${n}` });
    if (kind === 2) await node.command({ type: 'ask-for-evidence', requestId, document: 'Une délibération' });
    if (kind === 2 && n % 2 === 0) await node.command({ type: 'accept-request', requestId });
    const attachToDealId = dealIds[n - 3] ?? 0;
    if (kind === 3) await node.command({ type: 'accept-request', requestId, attachToDealId });
    if (kind === 4) {
      await node.command({ type: 'refuse-request', requestId, reason: 'form-filler' });
      await node.command({ type: 'reconsider-request', requestId });
      if (n % 10 === 4) await node.command({ type: 'accept-request', requestId });
    }
  }
}

/** Everything that reached the outside and changed something there. */
function writesTo({ sandbox }: Place): string[] {
  const calls = sandbox.calls
    .list()
    .filter(({ vendor, method }) => (vendor === 'pipedrive' || vendor === 'accounts') && method !== 'GET')
    .map(({ vendor, method, path, body }) => ({
      vendor,
      method,
      path: path.replace(/^\/scim\/v2/, ''),
      body,
    }));
  const mails = sandbox.mailbox.mails.map(({ to, subject, text }) => ({
    vendor: 'mail',
    method: 'MAIL',
    path: to.join(),
    body: { subject, text },
  }));
  return [...calls, ...mails].map(comparable).toSorted();
}

async function recordedIn({ database }: Place): Promise<string[]> {
  const found = await database.db.selectFrom('effects').select('shadow').orderBy('ordinal').execute();
  const writes = found.flatMap(({ shadow }) => (shadow as ShadowWrite[] | null) ?? []);
  return writes.map((write) => comparable(write.vendor === 'mail' ? mailOf(write) : write)).toSorted();
}

/**
 * Our own ids differ from run to run; a link and how long it is valid are the directory's word, which shadow mode
 * cannot know. Empty bodies are told in several ways.
 */
function comparable({ vendor, method, path, body }: { [Part in keyof ShadowWrite]: unknown }): string {
  const isEmpty = body === null || body === undefined || Object.keys(body as object).length === 0;
  return JSON.stringify([vendor, method, path, isEmpty ? null : body], (_key, value) => inKeyOrder(value))
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
    .replaceAll(/https?:\/\/[^\s"\\]+/g, 'LINK')
    .replaceAll(/Ce lien est valable jusqu’au [^.]+\. Passé cette date, [^.]+\./g, '')
    .replaceAll(/(\\r)?\\n/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

/** The store keeps an object's keys in an order of its own. */
function inKeyOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function mailOf({ vendor, method, path, body }: ShadowWrite) {
  const { subject, text } = body as { subject: string; text: string };
  return { vendor, method, path, body: { subject, text } };
}

describe(`shadow mode over ${requestCount} requests`, () => {
  let shadowed: Place;
  let lived: Place;
  let node: ShadowNode;
  beforeAll(async () => {
    [shadowed, lived] = await Promise.all([aPlace(), aPlace()]);
    node = shadowNode({ ...shadowed, shadow: true, settings });
    const live = shadowNode({ ...lived, shadow: false, settings });
    await decideAll(node, shadowed);
    await decideAll(live, lived);
    live.close();
  }, 120_000);
  afterAll(async () => {
    node.close();
    await Promise.all([closePlace(shadowed), closePlace(lived)]);
  });

  it('writes nothing outside', () => {
    expect(writesTo(shadowed)).toEqual([]);
    expect(shadowed.sandbox.accounts.accounts).toHaveLength(2);
  });

  it('records exactly what live mode writes on the same input', async () => {
    const written = writesTo(lived);
    expect(written.length).toBeGreaterThan(300);
    const recorded = await recordedIn(shadowed);
    const only = (some: string[], others: string[]) =>
      some.filter((one) => !others.includes(one)).slice(0, 5);
    expect(only(recorded, written)).toEqual([]);
    expect(only(written, recorded)).toEqual([]);
    expect(recorded).toEqual(written);
  });

  it('brings every request where live mode brings it', async () => {
    const stepsOf = async ({ database }: Place) => {
      const found = await database.db.selectFrom('instances').select(['step', 'state', 'version']).execute();
      const reached = found.map(({ step, state, version }) => ({
        step,
        ...readAccountRequest(state, version).person,
      }));
      return reached.map(({ id, step }) => `${id}: ${step}`).toSorted();
    };
    expect(await stepsOf(shadowed)).toEqual(await stepsOf(lived));
  });

  it('is not undone by what the CRM still says', async () => {
    const before = await shadowed.database.db
      .selectFrom('instances')
      .select(['id', 'step'])
      .orderBy('id')
      .execute();
    await node.sweep();
    const after = await shadowed.database.db
      .selectFrom('instances')
      .select(['id', 'step'])
      .orderBy('id')
      .execute();
    expect(after).toEqual(before);
  });

  it('starts from now when it is switched off: nothing decided before is ever written', async () => {
    const personId = shadowed.personIds[0] ?? 0;
    const decided = await node.requestOf(personId);
    const row = await readInstance(shadowed.database.db, decided);
    expect(row?.step).toBe('accepted');
    const live = shadowNode({ ...shadowed, shadow: false, settings });
    await live.sweep();
    expect(writesTo(shadowed)).toEqual([]);
    const effects = await readEffects(shadowed.database.db, [decided]);
    expect(effects.filter(({ decision }) => decision > 0).every(({ shadow }) => shadow !== null)).toBe(true);

    const pending = await live.requestOf(shadowed.personIds[9] ?? 0);
    await live.command({ type: 'refuse-request', requestId: pending, reason: 'individual' });
    expect(writesTo(shadowed).length).toBeGreaterThan(1);
    live.close();
  });
});
