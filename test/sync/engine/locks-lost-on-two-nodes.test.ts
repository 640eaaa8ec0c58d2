import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, it } from 'vitest';
import { inStore, quiet, submitted } from '../../kit/flow.ts';
import { eventually, startWorld, type World } from '../../kit/start-world.ts';
import { acceptedOnce, badDay } from '../../kit/vendor-trouble.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.addNode();
  await quiet(world);
});
afterAll(() => world.stop());

const lockSessions = `from pg_stat_activity
  where application_name = 'passerelle-locks' and datname = current_database()`;

it('does everything once while the sessions that hold the locks are lost again and again', async () => {
  const slow = ['accounts', 'mail'].map((vendor) =>
    badDay(world, { vendor: vendor as 'accounts' | 'mail', kind: 'latency', ms: 150 }),
  );
  const sent = await Promise.all(Array.from({ length: 4 }, () => submitted(world)));
  let over = false;
  const losing = (async () => {
    while (!over) {
      await inStore(world, `select pg_terminate_backend(pid) ${lockSessions}`);
      await sleep(100);
    }
  })();
  await Promise.all(
    sent.map(({ request }, n) =>
      world.command({ type: 'accept-request', requestId: request.id }, { node: n % 2 }),
    ),
  );
  await sleep(1_500);
  over = true;
  await losing;
  for (const one of sent) await acceptedOnce(world, one);
  for (const end of slow) end();
  // One session for each node, and no lock that somebody forgot.
  await eventually(async () => (await inStore(world, `select pid ${lockSessions}`)).length <= 2);
  await eventually(async () => {
    const locks = await inStore(
      world,
      `select 1 from pg_locks where locktype = 'advisory' and pid in (select pid ${lockSessions})`,
    );
    return locks.length === 0;
  });
}, 60_000);
