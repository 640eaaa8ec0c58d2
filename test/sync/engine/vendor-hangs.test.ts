import { afterAll, beforeAll, expect, it } from 'vitest';
import { mailsTo, quiet, reaches, submitted } from '../../kit/flow.ts';
import { startWorld, type World } from '../../kit/start-world.ts';
import { acceptedOnce, badDay, troubled } from '../../kit/vendor-trouble.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await quiet(world);
});
afterAll(() => world.stop());

/** All three at once, because a call that hangs takes its ten seconds. */
it('every vendor hangs: others go on, the troubled ones say why, and all finish', async () => {
  const [account, deal, mail, other] = await Promise.all([1, 2, 3, 4].map(() => submitted(world)));
  if (!account || !deal || !mail || !other) throw new Error('four requests');
  const onDeal = { method: 'PATCH', pathPrefix: `/api/v2/deals/${deal.dealId}` };
  const onAccount = { method: 'POST', pathPrefix: '/scim/v2/Users' };
  badDay(world, { vendor: 'pipedrive', kind: 'timeout', count: 1, match: onDeal });
  badDay(world, { vendor: 'accounts', kind: 'timeout', count: 1, match: onAccount });
  badDay(world, { vendor: 'mail', kind: 'timeout', count: 1 });
  const refusal = { type: 'refuse-request', reason: 'individual' };
  await world.command({ type: 'accept-request', requestId: account.request.id });
  await world.command({ ...refusal, requestId: deal.request.id });
  await world.command({ ...refusal, requestId: mail.request.id });
  await reaches(world, mail.request.id, 'refusing');

  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const startedAt = Date.now();
  await world.command({ ...refusal, requestId: other.request.id });
  await reaches(world, other.request.id, 'refused', 5_000);
  expect(Date.now() - startedAt).toBeLessThan(5_000);

  const problems = await Promise.all(
    [account, deal, mail].map(({ request }) => troubled(world, request.id, 'retrying', 15_000)),
  );
  expect(problems.map(({ kind, problem }) => [kind, problem?.title])).toEqual([
    ['ensure-admin-account', 'L’annuaire des comptes ne répond pas'],
    ['ensure-deal-placed', 'Pipedrive ne répond pas'],
    ['send-email', 'Le serveur de mail ne répond pas'],
  ]);
  for (const { problem } of problems.slice(0, 2))
    expect(problem?.detail).toContain('L’action a peut-être eu lieu');
  await acceptedOnce(world, account);
  await reaches(world, deal.request.id, 'refused', 20_000);
  await reaches(world, mail.request.id, 'refused', 20_000);
  for (const { email } of [deal, mail, other]) expect(mailsTo(world, email)).toHaveLength(1);
}, 60_000);
