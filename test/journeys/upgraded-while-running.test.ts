import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inStore, mailsTo } from '../kit/flow.ts';
import { type NodeProcesses, nodeProcesses } from '../kit/node-processes.ts';
import { runMigration, temporaryFolder } from '../kit/store-processes.ts';

const own = fileURLToPath(new URL('../../services/sync/src/store/migrations', import.meta.url));

let stage: NodeProcesses;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  [stage, folder] = await Promise.all([nodeProcesses(), temporaryFolder()]);
});
afterAll(() => Promise.all([stage.stop(), folder.remove()]));

it('nodes go on beside the schema of the next release, and are replaced one by one', async () => {
  const web = await stage.start({ ROLE: 'web' });
  const old = await stage.start({ ROLE: 'worker' });
  const emails = [1, 2, 3].map((number) => `accueil-${number}@mairie-suivante.example.org`);
  const accept = async (email = '') => {
    const { personId } = await stage.form({ name: 'Personne Essai', email, organization: email });
    const { id } = await stage.staff(web).requestOf(personId, ({ step }) => step === 'pending');
    await stage.staff(web).command({ type: 'accept-request', requestId: id });
    await stage.staff(web).requestOf(personId, ({ step }) => step === 'accepted');
  };
  await accept(emails[0]);

  const next = join(folder.path, 'migrations');
  await cp(own, next, { recursive: true });
  await writeFile(join(next, '9999_next.sql'), 'alter table deliveries add of_the_next_release text;');
  expect(await runMigration(stage.databaseUrl, next)).toEqual(['9999_next.sql']);
  expect((await fetch(`${web.url}/health/ready`)).status).toBe(200);
  await accept(emails[1]);

  // A node of this release stands for one of the next: to it the schema has to look like its own.
  await inStore(stage, "delete from passerelle_migrations where name = '9999_next.sql'");
  await stage.start({ ROLE: 'worker' });
  const [stopped] = await Promise.all([old.stop(), accept(emails[2])]);
  expect(stopped).toBe(0);
  for (const email of emails) expect(mailsTo(stage, email)).toHaveLength(1);
}, 120_000);
