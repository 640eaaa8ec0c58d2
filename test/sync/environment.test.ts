import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EnvironmentError, readEnvironment, unconfiguredVendors } from '#sync/environment.ts';

const complete = {
  PIPEDRIVE_API_TOKEN: 'token',
  PIPEDRIVE_COMPANY_ID: '7001',
  PIPEDRIVE_CLIENT_SECRET: 'secret',
  PIPEDRIVE_WEBHOOK_USER: 'user',
  PIPEDRIVE_WEBHOOK_PASSWORD: 'password',
  ACCOUNTS_SCIM_URL: 'https://accounts.example.org/scim/v2',
  ACCOUNTS_SCIM_TOKEN: 'scim',
  SMTP_URL: 'smtp://mail.example.org:587',
  MAIL_FROM: 'Passerelle <bonjour@example.org>',
};
const database = 'postgresql://user:password@db.example.org:5432/passerelle';
const key = Buffer.alloc(32, 7).toString('base64');

/** The lines of the one message with which the start stops. */
function faults(variables: Record<string, string>): string[] {
  try {
    readEnvironment(variables);
  } catch (error) {
    expect(error).toBeInstanceOf(EnvironmentError);
    return (error as Error).message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
  return [];
}

describe('a complete environment', () => {
  it('has the defaults of the contract', () => {
    const environment = readEnvironment(complete);
    expect(environment).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      ROLE: 'all',
      SHADOW: 'off',
      SWEEP_SECONDS: 300,
      LOG_LEVEL: 'info',
      PIPEDRIVE_API_URL: 'https://api.pipedrive.com',
      publicUrl: 'http://127.0.0.1:3000',
      dataDir: resolve('.data'),
      frameAncestors: ['https://*.pipedrive.com'],
    });
    expect(environment.DATABASE_URL).toBeUndefined();
  });

  it('takes an empty variable as absent', () => {
    expect(readEnvironment({ ...complete, PORT: '', DATABASE_URL: '', PUBLIC_URL: '' }).PORT).toBe(3000);
  });

  it.each([
    [{ HOST: '0.0.0.0', PORT: '8080' }, 'http://127.0.0.1:8080'],
    [{ HOST: '::1', PORT: '8080' }, 'http://[::1]:8080'],
    [{ PUBLIC_URL: 'https://passerelle.example.org' }, 'https://passerelle.example.org'],
  ])('%o is called %s', (variables, publicUrl) => {
    expect(readEnvironment({ ...complete, ...variables }).publicUrl).toBe(publicUrl);
  });
});

describe('production', () => {
  it('lists every missing variable at once, with what to put there', () => {
    const lines = faults({ NODE_ENV: 'production', DATABASE_URL: database });
    expect(lines.map((line) => line.split(':')[0]).sort()).toEqual(
      [...Object.keys(complete), 'ENCRYPTION_KEY'].sort(),
    );
    for (const line of lines) expect(line, line).toMatch(/^[A-Z_]+: .{10,}/);
  });

  it('lists wrong ones beside them', () => {
    const lines = faults({ NODE_ENV: 'production', PIPEDRIVE_COMPANY_ID: 'acme', PORT: '99999' });
    expect(lines).toContain('PIPEDRIVE_COMPANY_ID: expected the number of your Pipedrive company');
    expect(lines).toContain('PORT: expected a whole number from 0 to 65535');
    expect(lines.some((line) => line.startsWith('SMTP_URL: '))).toBe(true);
  });

  it('starts when all is there, and never stands a sandbox in', () => {
    const variables = { ...complete, NODE_ENV: 'production', DATABASE_URL: database, ENCRYPTION_KEY: key };
    expect(faults(variables)).toEqual([]);
    expect(unconfiguredVendors({ NODE_ENV: 'production' })).toEqual([]);
  });
});

describe('wrong values', () => {
  it.each([
    ['PORT', 'abc', 'a whole number from 0 to 65535'],
    ['PORT', '-1', 'a whole number from 0 to 65535'],
    ['PORT', '1.5', 'a whole number from 0 to 65535'],
    ['HOST', '  ', 'a text that is not blank'],
    ['PUBLIC_URL', 'passerelle', 'an address such as https://…'],
    ['PUBLIC_URL', 'ftp://example.org', 'an address such as https://…'],
    ['DATABASE_URL', 'mysql://localhost/x', 'postgresql://user:password@host:5432/database'],
    ['ROLE', 'boss', 'web, worker or all'],
    [
      'ENCRYPTION_KEY',
      'short',
      '32 bytes in base64 (openssl rand -base64 32); to change it: the new one, a comma, the old one',
    ],
    ['PIPEDRIVE_COMPANY_ID', 'acme', 'the number of your Pipedrive company'],
    ['PIPEDRIVE_TOKENS_PER_DAY', '0', 'a whole number from 1 to 1000000000'],
    ['SMTP_URL', 'https://mail.example.org', 'smtp://user:password@host:587'],
    ['SWEEP_SECONDS', '0', 'a whole number from 1 to 86400'],
    ['SWEEP_SECONDS', '100000', 'a whole number from 1 to 86400'],
    ['LOG_LEVEL', 'loud', 'info, debug, warn …'],
  ])('%s=%s: says what is expected', (name, value, expected) => {
    expect(faults({ ...complete, [name]: value })).toEqual([`${name}: expected ${expected}`]);
  });

  it('repeats no value: it may be a secret', () => {
    const lines = faults({ ...complete, ENCRYPTION_KEY: 'my-precious', DATABASE_URL: 'my-precious-url' });
    expect(lines).toHaveLength(2);
    expect(lines.join()).not.toContain('precious');
  });

  it('SHADOW takes on and off alone', () => {
    expect(faults({ ...complete, SHADOW: 'on' })).toEqual([]);
    expect(faults({ ...complete, SHADOW: 'yes' })).toEqual(['SHADOW: expected on or off']);
  });
});

describe('vendors', () => {
  it('are the sandbox’s as long as not one of their variables is set', () => {
    expect(unconfiguredVendors({})).toEqual(['pipedrive', 'accounts', 'mail']);
    expect(unconfiguredVendors({ SMTP_URL: 'smtp://x' })).toEqual(['pipedrive', 'accounts']);
    expect(unconfiguredVendors(complete)).toEqual([]);
  });
});
