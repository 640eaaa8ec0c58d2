import { afterAll, beforeAll, expect, it } from 'vitest';
import { dealIn, mailsTo, reaches, submitted } from '../kit/flow.ts';
import { startWorld, type World } from '../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** Creates an account in the directory, as its own sign-up would. */
async function account(userName: string, state: 'invited' | 'active' | 'gone') {
  const { ACCOUNTS_SCIM_URL, ACCOUNTS_SCIM_TOKEN } = world.environment;
  const body = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName };
  const created = await fetch(`${ACCOUNTS_SCIM_URL}/Users`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${ACCOUNTS_SCIM_TOKEN}`,
      'content-type': 'application/scim+json',
    },
    body: JSON.stringify(body),
  });
  expect(created.status).toBe(201);
  const kept = world.sandbox.accounts.accounts.find((one) => one.userName === userName);
  if (!kept) throw new Error('not kept');
  Object.assign(kept, { state, active: state !== 'gone' });
  return kept;
}

const accountsOf = (email: string) =>
  world.sandbox.accounts.accounts.filter(({ userName }) => userName.toLowerCase() === email);

it('needs no decision when the account is there already, and links it when staff accept', async () => {
  const email = 'deja-la@mairie.example.org';
  const existing = await account(email, 'active');
  const { dealId } = await world.form({ email });
  const { id: requestId } = await world.requestOf(dealId);
  const withdrawn = await reaches(world, requestId, 'withdrawn');
  expect(withdrawn.decision).toMatch(/compte administrateur existe déjà/);
  expect(withdrawn.allowedCommands).toEqual(expect.arrayContaining(['accept-request', 'refuse-request']));

  await world.command({ type: 'accept-request', requestId });
  const accepted = await reaches(world, requestId, 'accepted');
  expect(accepted.account).toEqual({ id: existing.id, state: 'active' });
  expect(accountsOf(email)).toHaveLength(1);
  expect(dealIn(world, dealId)).toMatchObject({ pipeline_id: 2, stage_id: 5, owner_id: 21 });
  const mails = mailsTo(world, email);
  expect(mails).toHaveLength(1);
  expect(mails[0]?.text).not.toContain(existing.activationToken);
});

it('links the account that appeared between the request and the decision', async () => {
  const { request, email } = await submitted(world);
  const existing = await account(email.toUpperCase(), 'invited');
  await world.command({ type: 'accept-request', requestId: request.id });
  const accepted = await reaches(world, request.id, 'accepted');
  expect(accepted.account?.id).toBe(existing.id);
  expect(accountsOf(email)).toHaveLength(1);
  expect(mailsTo(world, email)[0]?.text).toContain(existing.activationToken);
  const done = accepted.journal.find(({ detail }) => detail?.startsWith('Compte existant relié'));
  expect(done?.text).toMatch(/^Fait : /);
});

it('opens a closed account again instead of making a second one', async () => {
  const email = 'parti@mairie.example.org';
  const closed = await account(email, 'gone');
  const { request } = await submitted(world, { email });
  await world.command({ type: 'accept-request', requestId: request.id });
  const accepted = await reaches(world, request.id, 'accepted');
  expect(accepted.account?.id).toBe(closed.id);
  expect(accountsOf(email)).toHaveLength(1);
  expect(mailsTo(world, email)).toHaveLength(1);
});
