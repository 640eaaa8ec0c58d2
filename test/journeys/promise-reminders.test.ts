import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sandboxSecrets } from '../../services/sandbox/src/secrets.ts';
import { quiet } from '../kit/flow.ts';
import { aPromise, keepConversion } from '../kit/kept-conversions.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

const company = String(sandboxSecrets.companyId);
let world: World;
let pool: pg.Pool;
beforeAll(async () => {
  world = await startWorld({ settings: { conversion: { enabled: true, escalateTo: 22 } } });
  await quiet(world);
  pool = new pg.Pool({ connectionString: world.databaseUrl, max: 1 });
});
afterAll(async () => {
  await pool.end();
  await world.stop();
});

/** A promise of the first colleague, whose timer becomes due now, and whenever rules that are taken up put it off. */
async function dueNow(timer: 'remind-1' | 'escalate-1', text: string): Promise<string> {
  const promises = [aPromise({ text, dueOn: '2026-11-20' })];
  const id = await keepConversion(pool, { company, ownerId: 21, dealId: null, promises, promiseCount: 1 });
  await eventually(async () => {
    if ((await outcomesOf(id)).length > 0) return true;
    await pool.query(
      `insert into timers (instance_id, name, due_at) values ($1, $2, now())
       on conflict (instance_id, name) do update set due_at = now() where timers.due_at > now()`,
      [id, timer],
    );
    return false;
  }, 60_000);
  return id;
}

const mailsAbout = (text: string) =>
  world.sandbox.mailbox.mails.filter(({ subject }) => subject.includes(text));
const outcomesOf = async (id: string) => {
  const { rows } = await pool.query<{ state: string }>(
    "select state from effects where instance_id = $1 and kind = 'remind-of-promise'",
    [id],
  );
  return rows.map(({ state }) => state);
};

it('reminds whoever made a promise, once (DS-34, DS-47)', async () => {
  const id = await dueNow('remind-1', 'Appel de la mairie bleue');
  const [mail] = await eventually(() => {
    const mails = mailsAbout('mairie bleue');
    return mails.length > 0 && mails;
  });
  expect(mail?.to).toEqual(['vente@example.org']);
  expect(mail?.subject).toMatch(/^À faire pour le 20 novembre 2026/);
  await eventually(async () => (await outcomesOf(id)).join() === 'done');
  expect(mailsAbout('mairie bleue')).toHaveLength(1);
});

it('tells a second person of one that stays late, and its owner (DS-36)', async () => {
  const id = await dueNow('escalate-1', 'Appel de la mairie verte');
  await eventually(() => mailsAbout('mairie verte').length === 2);
  const told = new Map(mailsAbout('mairie verte').map(({ to, subject }) => [to.join(), subject]));
  expect(told.get('vente@example.org')).toMatch(/^En retard/);
  expect(told.get('responsable@example.org')).toMatch(/^Toujours en retard/);
  await eventually(async () => (await outcomesOf(id)).join() === 'done,done');
});
