import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { restoreBackup } from '#sync/keeping/restore-backup.ts';
import { writeBackup } from '#sync/keeping/write-backup.ts';
import { openDatabase } from '#sync/store/database.ts';
import { inStore, mailsTo, quiet, reaches, type Submitted, submitted } from '../kit/flow.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';
import { temporaryFolder } from '../kit/store-processes.ts';
import { createEmptyDatabase, type TestDatabase } from '../kit/test-database.ts';
import { badDay } from '../kit/vendor-trouble.ts';

const say = () => undefined;

describe('a store that was lost, and restored from a backup taken under load', () => {
  let world: World;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let empty: TestDatabase;
  beforeAll(async () => {
    folder = await temporaryFolder();
    empty = await createEmptyDatabase();
    world = await startWorld();
    await quiet(world);
  });
  afterAll(async () => {
    await world.stop();
    await empty.drop();
    await folder.remove();
  });

  /** From the store in use into a file. */
  async function backUp(file: string): Promise<void> {
    const beside = await openDatabase({ databaseUrl: world.databaseUrl, dataDir: '', log: say });
    await writeBackup(beside.pool, file).finally(() => beside.close());
  }

  /** The store is gone; another one takes the place, and a service that never saw the first. */
  async function loseAndRestore(file: string): Promise<void> {
    await Promise.all(world.nodes.splice(0).map((node) => node.stop()));
    const store = await openDatabase({ databaseUrl: empty.url, dataDir: '', log: say });
    await restoreBackup(store.pool, file).finally(() => store.close());
    const node = await world.addNode({ DATABASE_URL: empty.url });
    world.sandbox.setServiceUrl(node.url);
  }

  const accept = ({ request }: Submitted) => world.command({ type: 'accept-request', requestId: request.id });

  it('keeps what was acknowledged before, and repeats nothing that was done after', {
    timeout: 120_000,
  }, async () => {
    const file = join(folder.path, 'store.backup');
    const done = await submitted(world);
    await accept(done);
    await reaches(world, done.request.id, 'accepted');
    const pending = await submitted(world);
    const stuck = await submitted(world);
    const crowd = await Promise.all(Array.from({ length: 6 }, () => submitted(world)));
    const mailIsBack = badDay(world, { vendor: 'mail', kind: '500' });
    await accept(stuck);
    await eventually(
      async () => (await world.request(stuck.request.id)).effects.at(-1)?.state === 'retrying',
    );
    // Decisions in full swing, each at another point of its way.
    await Promise.all(crowd.slice(0, 3).map(accept));
    await Promise.all([backUp(file), ...crowd.slice(3).map(accept)]);
    mailIsBack();

    await accept(pending);
    for (const { request } of [stuck, pending, ...crowd]) await reaches(world, request.id, 'accepted');
    const all = [done, pending, stuck, ...crowd];
    const before = outside(world, all);
    expect(before).toEqual(all.map(() => ({ accounts: 1, mails: 1, deals: 1 })));

    await loseAndRestore(file);
    // Everything there was is there, and comes to its end: but mails of which nobody knows wait for a word.
    for (const { request } of all) expect((await world.request(request.id)).id).toBe(request.id);
    const ended = await eventually(async () => {
      const requests = await Promise.all(all.map(({ request }) => world.request(request.id)));
      const isQuiet = ({ effects }: (typeof requests)[number]) =>
        effects.every(({ state }) => state === 'done' || state === 'dead-letter' || state === 'cancelled');
      return requests.every(isQuiet) && requests;
    }, 40_000);
    // Pending as far as the backup knows: the CRM says that somebody has taken it on.
    await reaches(world, pending.request.id, 'withdrawn');
    await settled(empty.url);
    expect(outside(world, all)).toEqual(before);
    const [keptDone, , keptStuck] = ended;
    expect(keptDone).toMatchObject({ step: 'accepted' });
    for (const { step } of ended.slice(3, 6)) expect(['accepting', 'accepted']).toContain(step);
    const mail = keptStuck?.effects.at(-1);
    expect(mail).toMatchObject({
      kind: 'send-email',
      state: 'dead-letter',
      problem: { title: 'Parti ou non ?' },
    });

    // Somebody says it was not sent: then it is, once.
    if (mail) await world.command({ type: 'retry-effect', effectId: mail.id });
    await reaches(world, stuck.request.id, 'accepted');
    expect(mailsTo(world, stuck.email)).toHaveLength(2);
  });
});

/** What the outside holds for each request. */
function outside({ sandbox }: World, all: readonly Submitted[]) {
  return all.map(({ email, personId }) => ({
    accounts: sandbox.accounts.accounts.filter(({ userName }) => userName === email).length,
    mails: sandbox.mailbox.mails.filter((mail) => mail.to.includes(email)).length,
    deals: sandbox.pipedrive.deals.filter((deal) => deal.person_id === personId).length,
  }));
}

/** Waits until the first sweep of the restored service was through and nothing is due any more. */
async function settled(databaseUrl: string): Promise<void> {
  await eventually(async () => {
    const [row] = await inStore<{ swept: boolean; due: number }>(
      { databaseUrl },
      `select exists (select 1 from company_facts as swept, company_facts as restored
          where swept.name = 'crm-swept' and restored.name = 'restored'
            and swept.updated_at > restored.updated_at) as swept,
        ((select count(*) from effects where finished_at is null) +
          (select count(*) from deliveries where state = 'recorded'))::int as due`,
    );
    return row?.swept === true && row.due === 0;
  });
}
