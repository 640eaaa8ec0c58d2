import { beforeEach, describe, expect, it } from 'vitest';
import { createAuthorizationServer } from '../../../services/sandbox/src/oauth/authorization-server.ts';
import { noOauth, oauthMemory } from '../../../services/sandbox/src/oauth/grants.ts';

const callback = 'http://127.0.0.1:9/oauth/pipedrive/callback';
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
let at: number;
let inactive: Set<number>;
let uninstalled: [number, number][];
let memory: ReturnType<typeof noOauth>;
let server: ReturnType<typeof createAuthorizationServer>;

beforeEach(() => {
  at = Date.parse('2026-11-21T10:00:00Z');
  inactive = new Set();
  uninstalled = [];
  memory = noOauth();
  server = createAuthorizationServer({
    memory,
    now: () => new Date(at),
    onChange: () => undefined,
    isActive: (_companyId, userId) => !inactive.has(userId),
    onUninstalled: (companyId, userId) => uninstalled.push([companyId, userId]),
    defaultCallbackUrl: () => callback,
    apiDomain: () => 'http://127.0.0.1:8',
  });
});

const install = (companyId = 7002, userId = 31) => server.exchange(server.allow(companyId, userId), callback);
const invalidGrant = expect.objectContaining({ status: 400, error: 'invalid_grant' });
const refused = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was refused');
};

describe('a code', () => {
  it('is good once', () => {
    const code = server.allow(7002, 31);
    expect(server.exchange(code, callback)).toMatchObject({ token_type: 'Bearer', expires_in: 3599 });
    expect(refused(() => server.exchange(code, callback))).toEqual(invalidGrant);
  });

  it('is good for five minutes', () => {
    const first = server.allow(7002, 31);
    const second = server.allow(7002, 31);
    at += 5 * minuteMs - 1;
    expect(server.exchange(first, callback).refresh_token).toMatch(/^v1u:/);
    at += 1;
    expect(refused(() => server.exchange(second, callback))).toEqual(invalidGrant);
  });

  it('is spoiled by another redirect URL', () => {
    const code = server.allow(7002, 31);
    expect(refused(() => server.exchange(code, `${callback}/x`))).toEqual(invalidGrant);
    expect(refused(() => server.exchange(code, callback))).toEqual(invalidGrant);
  });

  it('of a user who left is worth nothing', () => {
    const code = server.allow(7002, 31);
    inactive.add(31);
    expect(refused(() => server.exchange(code, callback))).toEqual(invalidGrant);
  });
});

describe('tokens', () => {
  it('name the user in their own company alone, until they expire', () => {
    const { access_token } = install();
    expect(server.findAppUser(7002, access_token)).toMatchObject({ userId: 31 });
    expect(server.findAppUser(7001, access_token)).toBeUndefined();
    at += 3598_000;
    expect(server.findAppUser(7002, access_token)).toBeDefined();
    at += 1000;
    expect(server.findAppUser(7002, access_token)).toBeUndefined();
  });

  it('are renewed under the same refresh token, and counted', () => {
    const first = install();
    const second = server.refresh(first.refresh_token);
    expect(second.refresh_token).toBe(first.refresh_token);
    expect(second.access_token).not.toBe(first.access_token);
    expect(memory.counts).toMatchObject({ exchanges: 1, refreshes: 1 });
  });

  it('are renewed for 60 days after the last use', () => {
    const { refresh_token } = install();
    at += 59 * dayMs;
    server.refresh(refresh_token);
    at += 60 * dayMs - 1;
    server.refresh(refresh_token);
    at += 60 * dayMs;
    expect(refused(() => server.refresh(refresh_token))).toEqual(invalidGrant);
  });

  it('of a user who left are not renewed', () => {
    const { refresh_token } = install();
    inactive.add(31);
    expect(refused(() => server.refresh(refresh_token))).toEqual(invalidGrant);
  });

  it('of a second installation take the place of the first', () => {
    const { refresh_token } = install();
    const again = install();
    expect(refused(() => server.refresh(refresh_token))).toEqual(invalidGrant);
    expect(server.refresh(again.refresh_token).refresh_token).toBe(again.refresh_token);
    expect(uninstalled).toEqual([]);
  });
});

describe('the end of an installation', () => {
  it('comes with the refresh token; an access token is revoked alone', () => {
    const { access_token, refresh_token } = install();
    server.revoke(access_token);
    expect(server.findAppUser(7002, access_token)).toBeUndefined();
    expect(uninstalled).toEqual([]);
    const { access_token: second } = server.refresh(refresh_token);
    server.revoke(refresh_token);
    expect(server.findAppUser(7002, second)).toBeUndefined();
    expect(uninstalled).toEqual([[7002, 31]]);
    expect(refused(() => server.refresh(refresh_token))).toEqual(invalidGrant);
  });

  it('leaves other users and companies alone', () => {
    const [mine, colleague, other] = [install(), install(7002, 21), install(7001, 21)];
    server.end(7002, 31);
    expect(uninstalled).toEqual([[7002, 31]]);
    expect(server.findAppUser(7002, mine.access_token)).toBeUndefined();
    expect(server.findAppUser(7002, colleague.access_token)).toBeDefined();
    server.end(7002);
    expect(server.findAppUser(7002, colleague.access_token)).toBeUndefined();
    expect(server.findAppUser(7001, other.access_token)).toBeDefined();
  });
});

it('remembers plain data only', () => {
  install();
  server.allow(7001, 21);
  expect(oauthMemory.parse(JSON.parse(JSON.stringify(memory)))).toEqual(memory);
});
