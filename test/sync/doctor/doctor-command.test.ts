import { beforeEach, expect, it } from 'vitest';
import { heardObjects } from '#core/webhook-plan.ts';
import type { Configuration, Output } from '#sync/commands/configuration.ts';
import { doctorCommand } from '#sync/commands/doctor-command.ts';
import { WrongUse } from '#sync/commands/read-arguments.ts';
import type { ExaminedCompany } from '#sync/doctor/examine-company.ts';
import { aServedCompany, readerOf } from '../../kit/configuration-doors.ts';

let configuration: Configuration;
let examined: ExaminedCompany;
let written: string;
let output: Output;
beforeEach(() => {
  written = '';
  output = {
    write: (text) => {
      written += text;
    },
    say: () => undefined,
  };
  const served = aServedCompany();
  const me = {
    id: 1,
    companyId: '7001',
    name: 'Intégration',
    email: 'integration@example.org',
    isAdmin: true,
    roleId: 1,
    companyName: 'Exemple',
    companyDomain: 'exemple',
    locale: 'fr_FR',
    language: 'fr',
  };
  const present = heardObjects.map((object, id) => ({ object, id }));
  examined = {
    companyId: '7001',
    scopes: null,
    slack: null,
    desk: null,
    served,
    pipedrive: { ...readerOf(served), me: async () => me, listWebhooks: async () => [] },
    webhooks: { plan: async () => ({ present, missing: [], dead: [], strangers: [] }) },
  };
  configuration = {
    companyIds: () => ['7001'],
    targetOf: () => {
      throw new Error('nothing is provided');
    },
    examinedOf: async () => examined,
    installation: {
      publicUrl: 'https://passerelle.example.org',
      apiUrl: 'http://127.0.0.1:1',
      encryptionKey: 'given',
      store: {
        kind: 'given',
        version: async () => '18.4',
        checkMigrated: async () => undefined,
        otherAddresses: async () => [],
      },
      mailer: { verify: async () => undefined },
      accounts: { find: async () => null },
      now: Date.now,
    },
    alone: (_id, work) => work(),
    isShadow: false,
    close: async () => undefined,
  };
});
const run = (...args: string[]) => doctorCommand(args, configuration, output);

it('answers 0 with a table when nothing is wrong, advice included', async () => {
  expect(await run()).toBe(0);
  expect(written).toMatch(/^ok +pipedrive +Access to Pipedrive +Intégration/m);
  expect(written).toMatch(/^advice +service +Clock/m);
  expect(written).toMatch(/ 0 wrong, 1 advice$/m);
  expect(written).not.toContain('npm run provision');
  expect(written).toContain('https://passerelle.example.org/oauth/pipedrive/callback');
});

it('answers 1 when something is, with the fix and who can do it', async () => {
  examined.served.settings.robotOwners = [99];
  expect(await run('--company', '7001')).toBe(1);
  expect(written).toMatch(/^wrong +settings +robotOwners\.0/m);
  expect(written).toMatch(/→ .+ \(admin\)$/m);
  expect(written).toContain('npm run provision');
});

it('writes nothing but JSON with --json', async () => {
  expect(await run('--json')).toBe(0);
  const { at, checks } = JSON.parse(written);
  expect(Number.isNaN(Date.parse(at))).toBe(false);
  expect(checks[0]).toMatchObject({ company: '7001', area: 'pipedrive', state: 'ok' });
});

it('looks at the installation when nobody has installed the app yet', async () => {
  configuration.companyIds = () => [];
  expect(await run()).toBe(0);
  expect(written).toContain('/oauth/pipedrive/start');
  expect(written).toMatch(/^ok +mail/m);
});

it('takes an unknown flag or company for wrong use', async () => {
  await expect(run('--all')).rejects.toThrow(WrongUse);
  await expect(run('--company', '1')).rejects.toThrow(WrongUse);
});
