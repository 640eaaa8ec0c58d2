import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { type OptOutDoor, optOutDoor } from '#sync/http/opt-out/opt-out.ts';
import { type OptOut, optOutOf, optOutToken, optOutUrl } from '#sync/http/opt-out/token.ts';
import { createLog } from '#sync/log.ts';
import { createSeal } from '#sync/sealed.ts';
import { aFollowingCompany } from '../../../kit/conversion-samples.ts';

const whom: OptOut = { companyId: 'company', email: 'camille@mairie.example.org' };
const seal = createSeal([randomBytes(32)]);
const closings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0)) await close();
});

/** A door of the test's own; `told` is who opted out. */
async function openDoor(more: Partial<OptOutDoor> = {}) {
  const told: OptOut[] = [];
  const door: OptOutDoor = {
    seal,
    companyOf: (id) => (id === 'company' ? aFollowingCompany() : undefined),
    optOut: async (each) => void told.push(each),
    log: createLog('silent'),
    ...more,
  };
  const server = express().use('/opt-out', optOutDoor(door)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  closings.push(() => new Promise((resolve) => server.close(resolve)));
  const { port } = server.address() as AddressInfo;
  return { told, url: optOutUrl(seal, `http://127.0.0.1:${port}`, whom) };
}

describe('the link in a mail', () => {
  it('names nobody, and is another one each time', () => {
    const token = optOutToken(seal, whom);
    expect(token).not.toBe(optOutToken(seal, whom));
    const bytes = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('latin1');
    for (const part of ['camille', 'mairie', 'company']) expect(token + bytes).not.toContain(part);
    expect(encodeURIComponent(token)).toBe(token);
    expect(optOutOf(seal, token)).toEqual(whom);
  });

  it('cannot be made up, changed, or be of another key', () => {
    const token = optOutToken(seal, whom);
    // Not at its end, whose character holds bits that mean nothing.
    const changed = token.slice(0, -5) + (token.at(-5) === 'A' ? 'B' : 'A') + token.slice(-4);
    for (const wrong of [changed, `${token}A`, token.slice(0, 20), 'x.y', '', 'x'.repeat(5000)])
      expect(optOutOf(seal, wrong), wrong.slice(0, 60)).toBeNull();
    expect(optOutOf(createSeal([randomBytes(32)]), token)).toBeNull();
    expect(optOutOf(seal, seal.seal(JSON.stringify(['company', whom.email]), 'session'))).toBeNull();
  });
});

describe('the page', () => {
  it('asks, and changes nothing: programs follow every link of a mail', async () => {
    const { url, told } = await openDoor();
    const response = await fetch(url);
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(page).toContain('<html lang="fr">');
    expect(page).toContain('c…@mairie.example.org');
    expect(page).not.toContain(whom.email);
    expect(page).toMatch(/<form method="post"[^>]*><button>Ne plus m’écrire<\/button>/);
    expect(page).not.toContain('<script');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow',
      'content-security-policy': expect.stringContaining("form-action 'self'"),
    });
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(200);
    expect(told).toEqual([]);
  });

  it('is in the language of its reader', async () => {
    const { url } = await openDoor();
    const english = await fetch(url, { headers: { 'accept-language': 'en-GB,en;q=0.9' } });
    expect(await english.text()).toContain('Do not write to me any more');
    expect(await (await fetch(`${url}?lang=en`)).text()).toContain('<html lang="en">');
  });

  it('does it by its button, as often as it is pressed', async () => {
    const { url, told } = await openDoor();
    for (let press = 0; press < 2; press += 1) {
      const response = await fetch(`${url}?lang=fr`, { method: 'POST' });
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('C’est noté');
    }
    expect(told).toEqual([whom, whom]);
  });

  it('does it in one click of a mail program, without a session and without a redirection (RFC 8058)', async () => {
    const { url, told } = await openDoor();
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    const response = await fetch(url, { method: 'POST', body, redirect: 'manual' });
    expect(response.status).toBe(200);
    expect(told).toEqual([whom]);
  });

  it.each(['GET', 'POST'])(
    'is unknown to a wrong link and to a company that is not ours (%s)',
    async (method) => {
      const { url, told } = await openDoor();
      const base = url.slice(0, url.lastIndexOf('/'));
      const strange = optOutToken(seal, { ...whom, companyId: 'other' });
      for (const address of [`${base}/abc`, `${base}/${strange}`, base, `${url}/more`]) {
        const response = await fetch(address, { method });
        expect(response.status).toBe(404);
        expect(await response.text()).toContain('Lien inconnu');
      }
      expect(told).toEqual([]);
    },
  );

  it('says so when it could not be kept', async () => {
    const { url } = await openDoor({ optOut: async () => Promise.reject(new Error('the store is away')) });
    const response = await fetch(url, { method: 'POST' });
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('Ce n’est pas encore noté');
  });
});
