import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deadLettersCommand } from '#sync/commands/dead-letters-command.ts';
import type { Operations } from '#sync/commands/operations.ts';
import { WrongUse } from '#sync/commands/read-arguments.ts';
import { replayCommand } from '#sync/commands/replay-command.ts';
import { openOperations } from '#sync/open-operations.ts';
import type { DeadLetter } from '#sync/store/dead-letters.ts';
import type { ListedDelivery } from '#sync/store/replay-deliveries.ts';
import { inStore, reaches, type Submitted, submitted } from '../../kit/flow.ts';
import { startWorld, type World } from '../../kit/start-world.ts';
import { acceptedOnce, badDay, troubled } from '../../kit/vendor-trouble.ts';

let world: World;
let sent: Submitted;
let operations: Operations;
beforeAll(async () => {
  world = await startWorld({ settings: { undoSeconds: 0 } });
  sent = await submitted(world);
  const wellAgain = badDay(world, {
    vendor: 'accounts',
    kind: '400',
    match: { method: 'POST', pathPrefix: '/scim/v2/Users' },
  });
  await world.command({ type: 'accept-request', requestId: sent.request.id });
  await troubled(world, sent.request.id, 'dead-letter');
  wellAgain();
  operations = await openOperations(environment());
});
afterAll(async () => {
  await operations.close();
  await world.stop();
});

const environment = () => ({ ...process.env, ...world.environment, DATABASE_URL: world.databaseUrl });

interface Ended {
  code: number;
  written: string;
  said: string;
}

/** What a command comes to beside the running service; 2 for wrong use. */
async function typed(name: 'dead-letters' | 'replay', ...flags: string[]): Promise<Ended> {
  const command = name === 'replay' ? replayCommand : deadLettersCommand;
  let written = '';
  let said = '';
  const write = (text: string) => {
    written += text;
  };
  const say = (text: string) => {
    said += text;
  };
  const code = await command(flags, operations, { write, say }).catch((error: Error) => {
    if (error instanceof WrongUse) return 2;
    throw error;
  });
  return { code, written, said };
}

it('is a program of its own beside the service', async () => {
  const path = fileURLToPath(new URL('../../../services/sync/src/commands/dead-letters.ts', import.meta.url));
  const run = promisify(execFile)(process.execPath, [path, '--json'], { env: environment() });
  const failure = (await run.then(
    () => null,
    (error: unknown) => error,
  )) as { code: number; stdout: string } | null;
  expect(failure?.code).toBe(1);
  expect(JSON.parse(failure?.stdout ?? '')).toHaveLength(1);
});

describe('dead letters', () => {
  let id: string;

  it('are listed with what they belong to, and as JSON', async () => {
    const listed = await typed('dead-letters');
    expect(listed).toMatchObject({ code: 1, said: '' });
    expect(listed.written).toContain('ensure-admin-account');
    expect(listed.written).toContain('1 dead letters');
    const [letter] = JSON.parse((await typed('dead-letters', '--json')).written) as DeadLetter[];
    expect(letter).toMatchObject({ instanceId: sent.request.id, kind: 'ensure-admin-account' });
    id = letter?.id ?? '';
    const others = await typed('dead-letters', '--kind', 'send-email');
    expect([others.code, others.written]).toEqual([0, '0 dead letters\n']);
  });

  it('are explained: what, why, and who acts', async () => {
    const { code, written } = await typed('dead-letters', '--explain', id);
    expect(code).toBe(1);
    expect(written).toContain('Create or link the admin account');
    expect(written).toMatch(/who acts +a colleague: correct the data/);
  });

  it('are retried once, under the name of whoever asks, and end well', async () => {
    const retried = await typed('dead-letters', '--retry', 'all', '--by', 'Astreinte');
    expect([retried.code, retried.written]).toEqual([
      0,
      '1 of 1 will be tried again by the running service.\n',
    ]);
    const { journal } = await acceptedOnce(world, sent);
    expect(journal.find(({ text }) => text.startsWith('Nouvel essai'))).toMatchObject({ by: 'Astreinte' });
    expect(await typed('dead-letters', '--retry', id)).toMatchObject({ code: 1 });
    expect((await typed('dead-letters')).code).toBe(0);
  });

  it('are not asked for in a way nobody knows', async () => {
    for (const flags of [['--retry', 'x'], ['--explain', id, '--retry', id], ['--company', '1'], ['--what']])
      expect((await typed('dead-letters', ...flags)).code, flags.join(' ')).toBe(2);
  });
});

describe('deliveries', () => {
  const deliveries = async (...flags: string[]) =>
    JSON.parse((await typed('replay', '--json', ...flags)).written) as ListedDelivery[];

  it('that could not be routed are listed, and routed by the service that runs', async () => {
    const [{ id } = { id: 0 }] = await inStore<{ id: number }>(
      world,
      `update deliveries set state = 'failed', reason = 'the store was full' where id = (
        select min(id) from deliveries where state <> 'recorded') returning id::int`,
    );
    expect(await deliveries('--state', 'failed')).toMatchObject([{ id, reason: 'the store was full' }]);
    const replayed = await typed('replay', '--failed');
    expect([replayed.code, replayed.said]).toEqual([0, '']);
    expect(replayed.written).toMatch(new RegExp(`^${id}: (routed|ignored)`));
    expect(await deliveries('--state', 'failed')).toEqual([]);
  });

  it('that are known already change nothing when they come again', async () => {
    const before = await world.request(sent.request.id);
    const [known] = await deliveries('--limit', '1');
    const again = await typed('replay', '--delivery', String(known?.id), '--by', 'Astreinte');
    expect(again.code).toBe(0);
    const [kept] = await deliveries('--list', '--limit', '1');
    expect(kept).toMatchObject({ id: known?.id, replay: { by: 'Astreinte' } });
    expect((await typed('replay', '--limit', '1')).written).toContain('(routed again for Astreinte, ');
    const [journaled] = await inStore(
      world,
      'select state_before, reason_before from delivery_replays where delivery_id = $1',
      [known?.id],
    );
    expect(journaled).toEqual({ state_before: known?.state, reason_before: known?.reason });
    const after = await reaches(world, sent.request.id, 'accepted');
    expect(after.effects).toEqual(before.effects);
    await acceptedOnce(world, sent);
  });

  it('about a colleague do not put back the rights they had then', async () => {
    const [{ id } = { id: 0 }] = await inStore<{ id: number }>(
      world,
      `insert into deliveries (company, source, key, subject, body, request_id, state)
        values ('7001', 'pipedrive-webhook', 'old', 'pipedrive:7001:user:21', '{}', 'r-1', 'routed') returning id::int`,
    );
    const { code, said } = await typed('replay', '--delivery', String(id));
    expect([code, said]).toEqual([1, expect.stringContaining('the rights they had then')]);
    expect((await deliveries('--limit', '1'))[0]).toMatchObject({ id, state: 'routed', replay: null });
  });

  it('are listed without addresses', async () => {
    await inStore(
      world,
      `insert into deliveries (company, source, key, subject, body, request_id, state)
        values ('7001', 'request-form', 'form', 'submission:7001:marie.d@ville.example.org', '', 'r-1', 'ignored')`,
    );
    const { written } = await typed('replay', '--limit', '1');
    expect(written).toContain('submission:7001:m…@ville.example.org');
  });

  it('are not replayed once their text is forgotten, or when there are none', async () => {
    const [{ id } = { id: 0 }] = await inStore<{ id: number }>(
      world,
      `update deliveries set body = '' where id = (select min(id) from deliveries) returning id::int`,
    );
    const forgotten = await typed('replay', '--delivery', String(id));
    expect(forgotten).toMatchObject({ code: 1, said: expect.stringContaining('forgotten') });
    for (const flags of [
      ['--delivery', '999999999'],
      ['--delivery', 'x'],
      ['--state', 'lost'],
      ['--list', '--failed'],
    ])
      expect((await typed('replay', ...flags)).code, flags.join(' ')).toBe(2);
  });
});
