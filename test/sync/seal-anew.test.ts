import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doctorCommand } from '#sync/commands/doctor-command.ts';
import { createLog } from '#sync/log.ts';
import { openConfiguration } from '#sync/open-configuration.ts';
import { sealAnew } from '#sync/seal-anew.ts';
import { createSeal } from '#sync/sealed.ts';
import { openDatabase } from '#sync/store/database.ts';
import { sandboxSecrets } from '../../services/sandbox/src/secrets.ts';
import { inStore, quiet } from '../kit/flow.ts';
import { install, newAdmin, newSettings, saveSettings, webhooksInNew } from '../kit/installing.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

const keys = { first: randomBytes(32), second: randomBytes(32), lost: randomBytes(32) };
const lostSeal = createSeal([keys.lost]);
const companyId = String(newAdmin.companyId);
const otherId = String(sandboxSecrets.companyId);
let world: World;
beforeAll(async () => {
  world = await startWorld({ environment: { ENCRYPTION_KEY: keys.first.toString('base64') } });
  await quiet(world);
  await install(world);
  await webhooksInNew(world);
  expect((await saveSettings(world, newSettings)).status).toBe(200);
  await install(world, { companyId: sandboxSecrets.companyId, userId: 21 });
});
afterAll(() => world.stop());

const nameOf = (key: Uint8Array) => createSeal([key]).seal('', '').split('.')[0];

/** Which key sealed each secret, in the order in which they are read. */
async function sealedBy() {
  const tokens = await inStore<{ company: string; key: string }>(
    world,
    `select company, split_part(access_token, '.', 1) || split_part(refresh_token, '.', 1) as key from pipedrive_tokens`,
  );
  const passwords = await inStore<{ key: string }>(
    world,
    `select split_part(password, '.', 1) as key from webhook_subscriptions`,
  );
  return { tokens, passwords: passwords.map(({ key }) => key) };
}

/** Seals everything anew, with these keys. @returns what was logged */
async function resealed(...[newest, ...older]: [Uint8Array, ...Uint8Array[]]): Promise<string[]> {
  const lines: string[] = [];
  const database = await openDatabase({ databaseUrl: world.databaseUrl, dataDir: '', log: () => undefined });
  const log = createLog('info', { write: (line) => void lines.push(line) });
  await sealAnew(database.db, createSeal([newest, ...older]), log).finally(() => database.close());
  return lines;
}

/** What an operator is told about the new company. */
async function doctor(key: Buffer) {
  const written: string[] = [];
  const configuration = await openConfiguration({
    ...world.environment,
    PUBLIC_URL: world.nodes[0]?.url,
    ENCRYPTION_KEY: key.toString('base64'),
  });
  const output = { say: () => undefined, write: (text: string) => void written.push(text) };
  const code = await doctorCommand(['--company', companyId], configuration, output).finally(() =>
    configuration.close(),
  );
  return { code, written: written.join('') };
}

describe('sealing anew with a secret that no key opens', () => {
  it('goes on with the others, and says whose secret it is and what to do, once for a company', async () => {
    // What cannot be opened is read first, of each kind.
    await inStore(world, 'update pipedrive_tokens set access_token = $1 where company = $2', [
      lostSeal.seal('token', 'any'),
      companyId,
    ]);
    await inStore(world, 'update pipedrive_tokens set scopes = scopes where company = $1', [otherId]);
    await inStore(
      world,
      'update webhook_subscriptions set password = $1 where id = (select min(id::text)::uuid from webhook_subscriptions)',
      [lostSeal.seal('password', 'any')],
    );
    await inStore(
      world,
      'update webhook_subscriptions set object = object where id > (select min(id::text)::uuid from webhook_subscriptions)',
    );
    const before = await sealedBy();
    expect(before.tokens.map(({ company }) => company)).toEqual([companyId, otherId]);
    expect(before.passwords[0]).toBe(nameOf(keys.lost));

    const lines = await resealed(keys.second, keys.first);
    const { tokens, passwords } = await sealedBy();
    const newest = nameOf(keys.second);
    expect(tokens.find(({ company }) => company === otherId)?.key).toBe(`${newest}${newest}`);
    expect(tokens.find(({ company }) => company === companyId)?.key).toBe(
      `${nameOf(keys.lost)}${nameOf(keys.first)}`,
    );
    expect(passwords.toSorted()).toEqual([nameOf(keys.lost), newest, newest, newest].toSorted());
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      companyId,
      msg: expect.stringMatching(/ENCRYPTION_KEY.*put that key back.*installs the app again/),
    });
  });

  it('fails the doctor, who says the same', async () => {
    const { code, written } = await doctor(keys.second);
    expect(code).toBe(1);
    expect(written).toContain('The key that protects our access to Pipedrive is missing');
    expect(written).toContain('puts the old key back into ENCRYPTION_KEY');
  });

  it('is over when an administrator installs the app again', async () => {
    const { port } = new URL(world.nodes[0]?.url ?? '');
    await Promise.all(world.nodes.splice(0).map((node) => node.stop()));
    await world.addNode({ ENCRYPTION_KEY: keys.second.toString('base64'), PORT: port });
    await install(world);
    await webhooksInNew(world);
    // The webhook whose password is lost is replaced by one of its own.
    await eventually(async () => (await resealed(keys.second)).length === 0);
    const { written } = await doctor(keys.second);
    expect(written).not.toContain('The key that protects our access');
  });
});
