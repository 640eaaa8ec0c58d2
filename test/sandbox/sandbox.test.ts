import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { startSandbox } from '../../services/sandbox/src/sandbox.ts';

const form = { name: 'Accueil', email: 'accueil@example.org', organization: 'Mairie' };
let folder: string;
const undo: (() => unknown)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
});
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
  await rm(folder, { recursive: true, force: true });
});

async function fakeService() {
  const received: {
    authorization: string | undefined;
    body: { meta: { entity: string; action: string } };
  }[] = [];
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    received.push({
      authorization: req.headers.authorization,
      body: JSON.parse(String(Buffer.concat(chunks))),
    });
    res.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  undo.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

describe('startSandbox', () => {
  it('tells the service of a form by webhooks, signed with its credentials', async () => {
    const service = await fakeService();
    const sandbox = await startSandbox({ serviceUrl: service.url, instant: true });
    undo.push(() => sandbox.stop());
    const answer = await fetch(`${sandbox.url}/form`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(form),
    });
    expect(answer.status).toBe(201);
    const made = await answer.json();
    expect(sandbox.pipedrive.persons.at(-1)?.id).toBe(made.personId);
    const entities = () =>
      service.received.map(({ body }) => `${body.meta.action} ${body.meta.entity}`).sort();
    await expect.poll(entities).toEqual(['create deal', 'create organization', 'create person']);
    const { PIPEDRIVE_WEBHOOK_USER: user, PIPEDRIVE_WEBHOOK_PASSWORD: password } = sandbox.environment;
    const basic = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    expect(service.received.every((each) => each.authorization === basic)).toBe(true);
  });

  it('keeps its webhooks to itself when they are to be lost', async () => {
    const service = await fakeService();
    const sandbox = await startSandbox({ serviceUrl: service.url, instant: true });
    undo.push(() => sandbox.stop());
    sandbox.misbehaviour.add({ vendor: 'webhooks', kind: 'lost', count: 3 });
    sandbox.standIn.submitForm({ ...form, phone: '' });
    await expect.poll(() => sandbox.misbehaviour.list()).toEqual([]);
    sandbox.standIn.submitForm({ ...form, phone: '', organization: 'Seconde' });
    await expect.poll(() => service.received).toHaveLength(3);
  });

  it('sends to where the service is now', async () => {
    const service = await fakeService();
    const sandbox = await startSandbox({ serviceUrl: 'http://127.0.0.1:9', instant: true });
    undo.push(() => sandbox.stop());
    sandbox.setServiceUrl(service.url);
    sandbox.standIn.submitForm({ ...form, phone: '' });
    await expect.poll(() => service.received).toHaveLength(3);
    expect(await (await fetch(`${sandbox.url}/pipedrive/deal/1`)).text()).toContain(service.url);
  });
});

describe('the memory file', () => {
  it('is written after a change, whole, and read back at the next start', async () => {
    const file = join(folder, 'deep', 'memory.json');
    const first = await startSandbox({ file });
    first.standIn.submitForm({ ...form, phone: '' });
    await createTransport(first.environment.SMTP_URL).sendMail({
      from: 'a@example.org',
      to: 'b@example.org',
    });
    await fetch(`${first.environment.ACCOUNTS_SCIM_URL}/Users`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${first.environment.ACCOUNTS_SCIM_TOKEN}`,
        'content-type': 'application/scim+json',
      },
      body: JSON.stringify({
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        userName: 'a@example.org',
      }),
    });
    first.misbehaviour.add({ vendor: 'mail', kind: '500', count: 2 });
    const written = () =>
      readFile(file, 'utf8').then(
        (text) => JSON.parse(text).accounts.accounts,
        () => [],
      );
    await expect.poll(written).toHaveLength(1);
    await first.stop();
    const second = await startSandbox({ file });
    undo.push(() => second.stop());
    expect(second.pipedrive).toEqual(first.pipedrive);
    expect(second.accounts).toEqual(first.accounts);
    expect(second.mailbox).toEqual(first.mailbox);
    expect(second.misbehaviour.list()).toEqual(first.misbehaviour.list());
    expect(await readdir(join(folder, 'deep'))).toEqual(['memory.json']);
    const token = second.accounts.accounts[0]?.activationToken;
    expect((await fetch(`${second.url}/activate/${token}`)).status).toBe(200);
  });

  it('of an earlier release is completed, and loses nothing', async () => {
    const file = join(folder, 'memory.json');
    const first = await startSandbox({ file });
    first.standIn.submitForm({ ...form, phone: '' });
    await first.stop();
    const written = JSON.parse(await readFile(file, 'utf8'));
    const { freshPipedrive: _fresh, oauth: _oauth, pipedrive, ...rest } = written;
    const { company: _company, roles: _roles, filters: _filters, ...earlier } = pipedrive;
    const without = <T extends object>(rows: T[], ...keys: string[]) =>
      rows.map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => !keys.includes(key))));
    earlier.users = without(pipedrive.users, 'role_id');
    earlier.stages = without(pipedrive.stages, 'is_deleted', 'deal_probability');
    earlier.subscriptions = without(pipedrive.subscriptions, 'of_app');
    earlier.fields.deal = without(pipedrive.fields.deal, 'id');
    earlier.fields.person = pipedrive.fields.person.slice(1);
    await writeFile(file, JSON.stringify({ ...rest, pipedrive: earlier }));
    const second = await startSandbox({ file });
    undo.push(() => second.stop());
    const { deals, fields, stages, roles, users } = second.pipedrive;
    expect(deals).toEqual(first.pipedrive.deals);
    expect([fields.deal, stages]).toEqual([first.pipedrive.fields.deal, first.pipedrive.stages]);
    const ids = fields.person.map(({ id }) => id);
    expect(new Set(ids).size).toBe(first.pipedrive.fields.person.length);
    expect(fields.person.slice(0, -1)).toEqual(first.pipedrive.fields.person.slice(1));
    expect(roles.map(({ id }) => id)).toContain(users[0]?.role_id);
    expect(second.companies.find(7002)?.memory.pipelines).toHaveLength(1);
  });

  it('keeps the second company and its installations', async () => {
    const file = join(folder, 'memory.json');
    const first = await startSandbox({ file });
    const { oauth } = first.companies;
    const tokens = oauth.exchange(oauth.allow(7002, 31), oauth.callbackUrl());
    await first.stop();
    const second = await startSandbox({ file });
    undo.push(() => second.stop());
    expect(second.companies.find(7002)?.knows(tokens.access_token)).toBe(true);
    expect(second.companies.find(7002)?.memory).toEqual(first.companies.find(7002)?.memory);
  });

  it('is refused with a word of advice when it is damaged', async () => {
    const file = join(folder, 'memory.json');
    await writeFile(file, '{"version":1,');
    await expect(startSandbox({ file })).rejects.toThrow(/delete this file/);
    await writeFile(file, '{"version":7}');
    await expect(startSandbox({ file })).rejects.toThrow(/delete it/);
  });

  it('goes back to the seed on demand', async () => {
    const sandbox = await startSandbox();
    undo.push(() => sandbox.stop());
    const seeded = sandbox.pipedrive.deals.length;
    sandbox.standIn.submitForm({ ...form, phone: '' });
    expect(sandbox.pipedrive.deals).toHaveLength(seeded + 1);
    expect((await fetch(`${sandbox.url}/sandbox/reset`, { method: 'POST' })).status).toBe(204);
    expect(sandbox.pipedrive.deals).toHaveLength(seeded);
  });
});

describe('the program', () => {
  it('prints one line when ready and ends with its standard input', async () => {
    const main = fileURLToPath(new URL('../../services/sandbox/src/main.ts', import.meta.url));
    const child = spawn(process.execPath, [main], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {
        PATH: process.env.PATH,
        SANDBOX_PORT: '0',
        SANDBOX_SMTP_PORT: '0',
        SANDBOX_STOP_WITH_STDIN: '1',
      },
    });
    undo.push(() => child.kill('SIGKILL'));
    const [line] = await once(createInterface(child.stdout), 'line');
    const ready = JSON.parse(line);
    expect(ready).toMatchObject({ ready: true, environment: { PIPEDRIVE_API_URL: ready.url } });
    const settings = parse(await readFile(ready.environment.SETTINGS_FILE, 'utf8'));
    expect(settings.robotOwners).toEqual([11, 12]);
    child.stdin.end();
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
  });
});
