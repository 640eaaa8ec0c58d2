import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { MisbehaviourInput } from '../../services/sandbox/src/misbehaviour.ts';
import { type Sandbox, startSandbox } from '../../services/sandbox/src/sandbox.ts';
import { conversionOf, enteredByHand } from '../kit/client-story.ts';
import { inStore } from '../kit/flow.ts';
import { type StaffCalls, staffCalls } from '../kit/kills/staff-calls.ts';
import { createServiceProcess, type ServiceProcess } from '../kit/service-process.ts';
import { eventually } from '../kit/start-world.ts';
import { temporaryFolder } from '../kit/store-processes.ts';
import { createTestDatabase } from '../kit/test-database.ts';

const documentedStageId = 4;
const settings = {
  robotOwners: [11, 12],
  deciders: ['vente@example.org'],
  stages: { documented: 'Doc envoyée', accountCreated: 'Compte créé' },
  undoSeconds: 0,
  conversion: { enabled: true },
};

interface Arena {
  sandbox: Sandbox;
  service: ServiceProcess;
  staff: StaffCalls;
  databaseUrl: string;
}

const cleanups: (() => Promise<unknown>)[] = [];
let arena: Arena;
beforeEach(async () => {
  const folder = await temporaryFolder();
  cleanups.push(folder.remove);
  const SETTINGS_FILE = join(folder.path, 'settings.json');
  await writeFile(SETTINGS_FILE, JSON.stringify(settings));
  const sandbox = await startSandbox({ instant: true });
  cleanups.push(() => sandbox.stop());
  Object.assign(sandbox.pipedrive.limits, { burst: 100_000, searchBurst: 100_000 });
  const { url: DATABASE_URL, drop } = await createTestDatabase();
  cleanups.push(drop);
  const DATA_DIR = join(folder.path, 'data');
  const variables = { ...sandbox.environment, SETTINGS_FILE, DATABASE_URL, DATA_DIR, LOG_LEVEL: 'warn' };
  const service = await createServiceProcess({ ...variables, SWEEP_SECONDS: '2' });
  cleanups.push(() => service.stop());
  sandbox.setServiceUrl(service.url);
  service.start();
  await service.ready();
  const staff = staffCalls(service.url, () => mintToken(sandbox));
  arena = { sandbox, service, staff, databaseUrl: DATABASE_URL };
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function mintToken({ url }: Sandbox): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/sandbox/token`, { method: 'POST', headers, body: '{"userId":21}' });
  return ((await response.json()) as { token: string }).token;
}

const mailsTo = (email: string) => arena.sandbox.mailbox.mails.filter(({ to }) => to.includes(email));

const documented = (dealId: number) =>
  arena.sandbox.pipedrive.deals.find(({ id }) => id === dealId)?.stage_id === documentedStageId;
const movesOf = (dealId: number) =>
  arena.sandbox.calls
    .list()
    .filter(({ method, path }) => method === 'PATCH' && path === `/api/v2/deals/${dealId}`);

/** A suspect gets the documentation while something is slow; the service dies at that moment, and lives again. */
async function diesWhileSending(slow: MisbehaviourInput, isThen: (dealId: number, email: string) => boolean) {
  const { sandbox, service, staff } = arena;
  const { email, dealId } = enteredByHand(arena);
  const conversionId = await conversionOf(arena, dealId, 15_000);
  const { id } = sandbox.misbehaviour.add(slow);
  await staff.command({ type: 'send-documentation', conversionId });
  await eventually(() => isThen(dealId, email));
  await service.kill();
  expect(mailsTo(email)).toHaveLength(1);
  expect(documented(dealId)).toBe(false);
  sandbox.misbehaviour.remove(id);
  service.start();
  await service.ready();
  return { email, dealId, conversionId };
}

/** The deal follows, and nothing is left to do. */
async function expectMovedOnce({
  email,
  dealId,
  conversionId,
}: Awaited<ReturnType<typeof diesWhileSending>>) {
  await eventually(() => documented(dealId), 30_000);
  const statement = 'select kind, state from effects where instance_id = $1 order by ordinal';
  const effects = () => inStore<{ kind: string; state: string }>(arena, statement, [conversionId]);
  await eventually(async () => (await effects()).every(({ state }) => state === 'done'));
  expect((await effects()).map(({ kind }) => kind)).toEqual(['send-client-mail', 'ensure-deal-stage']);
  expect(mailsTo(email)).toHaveLength(1);
}

it('DS-04: killed between the mail and the move, the deal moves and the mail is not sent again', async () => {
  const match = { method: 'PATCH', pathPrefix: '/api/v2/deals' };
  const slow = { vendor: 'pipedrive', kind: 'latency', ms: 5_000, match } as const;
  await expectMovedOnce(
    await diesWhileSending(slow, (dealId, email) => mailsTo(email).length > 0 && movesOf(dealId).length > 0),
  );
}, 60_000);

it('DS-04: killed before it heard that the mail was taken, it sends no second one', async () => {
  const slow = { vendor: 'mail', kind: 'latency', ms: 5_000, after: true } as const;
  await expectMovedOnce(await diesWhileSending(slow, (_, email) => mailsTo(email).length > 0));
}, 60_000);
