import { afterAll, beforeAll, expect, it } from 'vitest';
import { dealIn, mailsTo, quiet, reaches, type Submitted, submitted } from '../kit/flow.ts';
import { signedToken } from '../kit/installing.ts';
import { startWorld, type World } from '../kit/start-world.ts';

const robot = 12;
const sales = 21;
const administrator = 1;

let world: World;
let old: Submitted;
beforeAll(async () => {
  world = await startWorld({ environment: { SHADOW: 'on' } });
  await quiet(world);
});
afterAll(() => world.stop());

/** Everything that anybody but the form changed outside, as the sandbox counts it. */
async function writes(): Promise<number> {
  const response = await fetch(`${world.sandbox.url}/sandbox/totals`);
  const { vendors } = (await response.json()) as { vendors: Record<string, { writes: number }> };
  return Object.values(vendors).reduce((sum, vendor) => sum + vendor.writes, 0);
}

it('on: form, panel, accept: nothing is written outside, and the request says what would have been', async () => {
  old = await submitted(world);
  const { request, dealId, email } = old;
  const panel = await world.panel(dealId);
  expect(panel.request).toMatchObject({ id: request.id, step: 'pending', shadow: false });

  await world.command({ type: 'accept-request', requestId: request.id });
  const accepted = await reaches(world, request.id, 'accepted');
  expect(accepted).toMatchObject({ shadow: true, account: { state: 'invited' } });
  expect(
    accepted.effects.map(({ kind, state, shadow }) => [kind, state, shadow?.map(({ method }) => method)]),
  ).toEqual([
    ['ensure-admin-account', 'done', ['POST']],
    ['ensure-deal-placed', 'done', ['PATCH']],
    ['ensure-person-owner', 'done', ['PATCH']],
    ['send-email', 'done', ['MAIL']],
  ]);
  expect(accepted.effects.flatMap(({ shadow }) => shadow ?? [])).toMatchObject([
    { path: '/Users', body: { userName: email } },
    { path: `/api/v2/deals/${dealId}`, body: { owner_id: sales, stage_id: 5 } },
    { path: `/api/v2/persons/${old.personId}`, body: { owner_id: sales } },
    { path: email, body: { text: expect.stringContaining('https://activation.invalid/') } },
  ]);
  expect(accepted.journal.filter(({ text }) => text.includes('mode ombre'))).not.toHaveLength(0);
  expect(await writes()).toBe(0);
  expect(world.sandbox.accounts.accounts).toEqual([]);
  expect(world.sandbox.mailbox.mails).toEqual([]);
  expect(dealIn(world, dealId)).toMatchObject({ owner_id: robot });
});

it('on: the surfaces are told, and provisioning writes nothing', async () => {
  const token = await signedToken(world, { companyId: 7001, userId: sales });
  const session = await world.call('/api/sessions', { body: { host: 'pipedrive', token } });
  expect(session).toMatchObject({ status: 200, body: { shadow: true } });
  const applied = await world.call('/api/provision', { userId: administrator, body: {} });
  expect(applied.status).toBe(403);
  expect(await writes()).toBe(0);
});

it('off: what is decided from now on is written, and what was decided before never', async () => {
  const [shadow] = world.nodes.splice(0, 1);
  await shadow?.stop();
  const live = await world.addNode({ SHADOW: 'off' });
  world.sandbox.setServiceUrl(live.url);

  const fresh = await submitted(world);
  expect(await writes()).toBe(0);
  await world.command({ type: 'accept-request', requestId: fresh.request.id });
  const accepted = await reaches(world, fresh.request.id, 'accepted');
  expect(accepted.shadow).toBe(false);
  expect(accepted.effects.map(({ shadow: recorded }) => recorded)).toEqual([null, null, null, null]);
  expect(dealIn(world, fresh.dealId)).toMatchObject({ owner_id: sales, stage_id: 5 });
  expect(mailsTo(world, fresh.email)).toHaveLength(1);
  // One account, one mail, two records of Pipedrive.
  expect(await writes()).toBe(4);

  expect(await world.request(old.request.id)).toMatchObject({ step: 'accepted', shadow: true });
  expect(world.sandbox.accounts.accounts.map(({ userName }) => userName)).toEqual([fresh.email]);
  expect(mailsTo(world, old.email)).toEqual([]);
  expect(dealIn(world, old.dealId)).toMatchObject({ owner_id: robot });
});
