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
    const all = ['pipedrive', 'accounts', 'mail', 'slack', 'helpscout'];
    expect(unconfiguredVendors({})).toEqual(all);
    const but = (name: string) => all.filter((vendor) => vendor !== name);
    expect(unconfiguredVendors({ SMTP_URL: 'smtp://x' })).toEqual(but('mail'));
    expect(unconfiguredVendors({ SLACK_BOT_TOKEN: 'xoxb' })).toEqual(but('slack'));
    expect(unconfiguredVendors({ HELPSCOUT_APP_ID: 'id' })).toEqual(but('helpscout'));
    expect(unconfiguredVendors(complete)).toEqual([]);
  });

  it('shows nothing of a real Pipedrive in a Slack or a Help Scout of the sandbox', () => {
    expect(unconfiguredVendors({ PIPEDRIVE_API_TOKEN: 'real' })).toEqual(['accounts', 'mail']);
    expect(unconfiguredVendors({ PIPEDRIVE_CLIENT_ID: 'real' })).toEqual(['accounts', 'mail']);
  });
});

describe('Slack', () => {
  const token = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'shh' };
  const app = { SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'cs', SLACK_SIGNING_SECRET: 'shh' };

  it('is left out without its variables, in production too', () => {
    const variables = { ...complete, NODE_ENV: 'production', DATABASE_URL: database, ENCRYPTION_KEY: key };
    expect(readEnvironment(variables).slack).toBeNull();
  });

  it('is one workspace by its token, or what companies install, or both', () => {
    const base = { signingSecret: 'shh', apiUrl: 'https://slack.com/api/', channel: null };
    expect(readEnvironment({ ...complete, ...token }).slack).toEqual({
      ...base,
      botToken: 'xoxb-1',
      app: null,
    });
    const installed = { clientId: '1.2', clientSecret: 'cs' };
    expect(readEnvironment({ ...complete, ...app }).slack).toEqual({
      ...base,
      botToken: null,
      app: installed,
    });
    const both = readEnvironment({ ...complete, ...token, ...app, SLACK_CHANNEL: 'C0123456789' });
    expect(both.slack).toEqual({ ...base, botToken: 'xoxb-1', app: installed, channel: 'C0123456789' });
  });

  it.each([
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, ['SLACK_SIGNING_SECRET']],
    [{ SLACK_SIGNING_SECRET: 'shh' }, ['SLACK_BOT_TOKEN']],
    [{ SLACK_CHANNEL: 'C0123456789' }, ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET']],
    [{ SLACK_CLIENT_ID: '1.2' }, ['SLACK_SIGNING_SECRET', 'SLACK_CLIENT_SECRET']],
    [{ ...token, SLACK_CLIENT_SECRET: 'cs' }, ['SLACK_CLIENT_ID']],
  ])('half a configuration (%o) names what is missing', (variables, names) => {
    const lines = faults({ ...complete, ...variables });
    expect(lines.map((line) => line.split(':')[0])).toEqual(names);
    for (const line of lines) expect(line).toMatch(/Slack app ›/);
  });

  it.each([
    [
      'SLACK_CHANNEL',
      '#demandes',
      'the id of a channel such as C0123456789 (channel details, at the bottom)',
    ],
    ['SLACK_API_URL', 'https://slack.com/api', 'an address that ends in /api/'],
  ])('%s=%s: says what is expected', (name, value, expected) => {
    expect(faults({ ...complete, ...token, [name]: value })).toEqual([`${name}: expected ${expected}`]);
  });
});

describe('Help Scout', () => {
  const all = {
    HELPSCOUT_APP_ID: 'id',
    HELPSCOUT_APP_SECRET: 'secret',
    HELPSCOUT_WEBHOOK_SECRET: 'hooks',
    HELPSCOUT_SIDEBAR_SECRET: 'side',
  };

  it('is left out without its variables, in production too', () => {
    const variables = { ...complete, NODE_ENV: 'production', DATABASE_URL: database, ENCRYPTION_KEY: key };
    expect(readEnvironment(variables).helpscout).toBeNull();
  });

  it('is there with all four of them', () => {
    expect(readEnvironment({ ...complete, ...all }).helpscout).toEqual({
      appId: 'id',
      appSecret: 'secret',
      webhookSecrets: ['hooks'],
      sidebarSecrets: ['side'],
      apiUrl: 'https://api.helpscout.net/v2',
    });
  });

  it.each(Object.keys(all))('without %s the start says what to put there', (name) => {
    const [line, ...more] = faults({ ...complete, ...all, [name]: '' });
    expect(line).toMatch(new RegExp(`^${name}: .{20,}`));
    expect(more).toEqual([]);
  });

  it('takes the new and the old secret while one is changed, and no third', () => {
    const changed = { HELPSCOUT_WEBHOOK_SECRET: 'new, old', HELPSCOUT_SIDEBAR_SECRET: 'b,a' };
    expect(readEnvironment({ ...complete, ...all, ...changed }).helpscout).toMatchObject({
      webhookSecrets: ['new', 'old'],
      sidebarSecrets: ['b', 'a'],
    });
    for (const wrong of ['a,b,c', 'a,', ',']) {
      const lines = faults({ ...complete, ...all, HELPSCOUT_SIDEBAR_SECRET: wrong });
      expect(lines).toEqual([
        'HELPSCOUT_SIDEBAR_SECRET: expected one secret, or to change it: the new one, a comma, the old one',
      ]);
    }
  });

  it('knows that a webhook’s secret has 40 characters at most, and where the API is', () => {
    expect(faults({ ...complete, ...all, HELPSCOUT_WEBHOOK_SECRET: 'x'.repeat(41) })).toEqual([
      'HELPSCOUT_WEBHOOK_SECRET: expected at most 40 characters, as Help Scout allows',
    ]);
    expect(faults({ ...complete, ...all, HELPSCOUT_API_URL: 'https://api.helpscout.net' })).toEqual([
      'HELPSCOUT_API_URL: expected an address that ends in /v2',
    ]);
  });
});
