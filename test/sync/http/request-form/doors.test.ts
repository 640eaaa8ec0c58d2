import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { Writable } from 'node:stream';
import express from 'express';
import { afterEach, expect, it } from 'vitest';
import { type RequestFormOptions, requestForm } from '#sync/http/request-form/request-form.ts';
import { newSecret } from '#sync/http/request-form/secret.ts';
import { createLog } from '#sync/log.ts';
import { aCompany } from '../../../kit/account-request-samples.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A store that does not answer: the doors have to. */
const noStore = {
  selectFrom: () => {
    throw new Error('connection terminated');
  },
} as unknown as RequestFormOptions['db'];

/** The doors alone, for companies with or without a form. */
async function doors(forms: Record<string, boolean>) {
  const lines: string[] = [];
  const output = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  const router = requestForm({
    db: noStore,
    receive: async () => undefined,
    companyIds: () => Object.keys(forms),
    companyOf: (id) => ({
      ...aCompany({ publicForm: { enabled: forms[id], introduction: `Chez nous (${id})` } }),
      id,
    }),
    log: createLog('info', output),
  });
  const server = createServer(express().use('/request', router)).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/request`, logged: () => lines.join('') };
}

it('one company with a form needs no code, several do', async () => {
  const alone = await doors({ '1001': true, '1002': false });
  expect(await (await fetch(alone.url)).text()).toContain('Chez nous (1001)');
  expect((await fetch(`${alone.url}?company=1002`)).status).toBe(404);
  const several = await doors({ '1001': true, '1002': true });
  expect((await fetch(several.url)).status).toBe(404);
  const second = await (await fetch(`${several.url}?company=1002&s=salon`)).text();
  expect(second).toContain('Chez nous (1002)');
  expect(second).toContain('name="company" value="1002"');
  expect(second).toContain('?s=salon&amp;company=1002&amp;lang=');
});

it('what cannot be recorded is shown again, with a time to come back', async () => {
  const { url, logged } = await doors({ '1001': true });
  const typed = { name: 'Zoé', email: 'zoe@mairie.example.org', organization: 'Mairie', need: 'Voirie <3' };
  const form = newSecret();
  const body = new URLSearchParams({ ...typed, form });
  const answer = await fetch(url, { method: 'POST', body, headers: { 'accept-language': 'en' } });
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('60');
  const html = await answer.text();
  expect(html).toContain('Your request could not be recorded');
  for (const kept of ['value="Zoé"', 'value="zoe@mairie.example.org"', 'Voirie &lt;3', form])
    expect(html).toContain(kept);
  expect(logged()).toContain('could not be recorded');
  expect(logged()).not.toMatch(/zoe|Zoé/);
});

it('a page that cannot be shown is a page all the same, and no log knows its address', async () => {
  const { url, logged } = await doors({ '1001': true });
  const secret = newSecret();
  const answer = await fetch(`${url}/${secret}`);
  expect(answer.status).toBe(503);
  expect(await answer.text()).toMatch(/^<!DOCTYPE html>/);
  expect(logged()).toContain('could not be shown');
  expect(logged()).not.toContain(secret);
});
