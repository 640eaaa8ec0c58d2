import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Company } from '#core/company.ts';
import type { DoctorCheck } from '#core/contract/doctor-view.ts';
import { Settings } from '#core/settings.ts';
import { heardObjects } from '#core/webhook-plan.ts';
import { createAdminAccounts } from '#sync/connectors/admin-accounts/client.ts';
import { createMailer } from '#sync/connectors/mail/client.ts';
import { createPipedrive } from '#sync/connectors/pipedrive/client.ts';
import { checkCompany } from '#sync/doctor/check-company.ts';
import type { ExaminedCompany } from '#sync/doctor/examine-company.ts';
import { examineService } from '#sync/doctor/examine-service.ts';
import { readFindings } from '#sync/doctor/kept-findings.ts';
import { type ExaminedInstallation, runDoctor } from '#sync/doctor/run-doctor.ts';
import { openDatabase } from '#sync/store/database.ts';
import { type Sandbox, startSandbox } from '../../../services/sandbox/src/sandbox.ts';
import { createTestDatabase } from '../../kit/test-database.ts';
import { unlimitedBudget } from '../connectors/pipedrive/unlimited-budget.ts';

const settings = {
  robotOwners: [11],
  deciders: ['vente@example.org'],
  stages: { accountCreated: 'Compte créé', reconsidered: 'Demande', refused: 'Refusés' },
};
const publicUrl = 'https://passerelle.example.org';
let sandbox: Sandbox;
let company: ExaminedCompany;
let installation: ExaminedInstallation;

beforeAll(async () => {
  sandbox = await startSandbox({ instant: true });
  Object.assign(sandbox.pipedrive.limits, { burst: 100_000 });
});
afterAll(() => sandbox.stop());
beforeEach(() => {
  const { PIPEDRIVE_API_URL: apiUrl = '', PIPEDRIVE_COMPANY_ID: companyId = '' } = sandbox.environment;
  company = {
    companyId,
    scopes: null,
    slack: null,
    desk: null,
    pipedrive: pipedriveWith(sandbox.environment.PIPEDRIVE_API_TOKEN ?? ''),
    served: servedWith(settings),
    webhooks: { plan: async () => planWithout([]) },
  };
  installation = {
    publicUrl,
    apiUrl,
    encryptionKey: 'given',
    store: {
      kind: 'given',
      version: async () => '18.4',
      checkMigrated: async () => undefined,
      otherAddresses: async () => [],
    },
    mailer: createMailer({ smtpUrl: sandbox.environment.SMTP_URL ?? '', from: 'a@example.org' }),
    accounts: accountsWith(sandbox.environment.ACCOUNTS_SCIM_TOKEN ?? ''),
    now: Date.now,
  };
});

function pipedriveWith(apiToken: string) {
  const apiUrl = sandbox.environment.PIPEDRIVE_API_URL ?? '';
  return createPipedrive({ apiUrl, auth: { apiToken }, budget: unlimitedBudget() });
}

function accountsWith(token: string) {
  return createAdminAccounts({ scimUrl: sandbox.environment.ACCOUNTS_SCIM_URL ?? '', token });
}

function servedWith(given: unknown): Company {
  const none = { staff: [], pipelines: [], stages: [], personFields: [], dealFields: [] };
  return { id: '1', settings: Settings.parse(given), ...none };
}

function planWithout(missing: (typeof heardObjects)[number][]) {
  const present = heardObjects.filter((object) => !missing.includes(object));
  return { present: present.map((object, id) => ({ object, id })), missing, dead: [], strangers: [] };
}

async function checks(language: 'fr' | 'en' = 'en') {
  return (await runDoctor(company, installation, language)).checks;
}

const wrongOnes = (all: DoctorCheck[]) => all.filter(({ state }) => state === 'wrong');

describe('the doctor', () => {
  it('finds nothing wrong where all is well, and looks at every area', async () => {
    const all = await checks();
    expect(wrongOnes(all)).toEqual([]);
    const areas = ['pipedrive', 'settings', 'webhooks', 'mail', 'accounts', 'service', 'developer-hub'];
    expect([...new Set(all.map(({ area }) => area))]).toEqual(areas);
    expect(all.find(({ name }) => name === 'Callback URL')?.detail).toBe(
      `${publicUrl}/oauth/pipedrive/callback`,
    );
  });

  it('says everything in French too', async () => {
    const [french, english] = [await checks('fr'), await checks('en')];
    expect(french).toHaveLength(english.length);
    const words = (all: DoctorCheck[]) =>
      all.filter(({ area }) => area !== 'developer-hub').map(({ name }) => name);
    for (const [index, name] of words(french).entries()) {
      if (!['Webhooks', 'Scopes'].includes(name)) expect(name).not.toBe(words(english)[index]);
    }
  });

  it('says that the token is not good, and does not say so ten times', async () => {
    company.pipedrive = pipedriveWith('wrong');
    const wrong = wrongOnes(await checks());
    expect(wrong).toMatchObject([{ area: 'pipedrive', who: 'operator' }]);
    expect(wrong[0]?.fix).toContain('PIPEDRIVE_API_TOKEN');
  });

  it('notices the token of another company', async () => {
    company.companyId = '999';
    expect(wrongOnes(await checks())).toMatchObject([{ name: 'Company', who: 'operator' }]);
  });

  it('notices missing scopes, those we can do without as advice', async () => {
    company.scopes = ['base', 'deals:full', 'contacts:full', 'activities:full', 'users:read'];
    expect(wrongOnes(await checks())).toMatchObject([{ name: 'Scopes', detail: 'Missing: admin.' }]);
    company.scopes = [...company.scopes, 'admin'];
    expect((await checks()).find(({ name }) => name === 'Scopes')).toMatchObject({ state: 'advice' });
  });

  it('says that activities are not heard where customers are followed, and that the rest works', async () => {
    company.served = servedWith({ ...settings, conversion: { enabled: true } });
    const plan = async () => ({ ...planWithout([]), missing: ['activity' as const] });
    company.webhooks = { plan };
    const all = await checks('fr');
    expect(all.find(({ name }) => name === 'Webhook des activités')).toMatchObject({
      state: 'advice',
      fix: expect.stringContaining('« Activités : accès complet »'),
    });
    expect(all.filter(({ area, state }) => area === 'webhooks' && state === 'wrong')).toEqual([]);
  });

  it('notices somebody without the rights of an administrator', async () => {
    const me = await company.pipedrive.me();
    company.pipedrive = { ...company.pipedrive, me: async () => ({ ...me, isAdmin: false }) };
    expect(wrongOnes(await checks())).toMatchObject([{ name: 'Administrator rights', who: 'admin' }]);
  });

  it.each([
    ['a stage that does not exist', { stages: { refused: 'Refusé' } }, 'stages.refused', 'Refusés'],
    ['an owner nobody knows', { owners: { rule: 'fixed', fixed: 4711 } }, 'owners.fixed', 'Choose'],
    ['a field that does not exist', { fields: { accountId: 'Compte' } }, 'fields.accountId', 'Installation'],
  ])('notices %s', async (_what, changed, name, fix) => {
    company.served = servedWith({ ...settings, ...changed });
    const wrong = wrongOnes(await checks());
    expect(wrong).toMatchObject([{ area: 'settings', name, who: 'admin' }]);
    expect(wrong[0]?.fix).toContain(fix);
  });

  it('notices a webhook that is gone', async () => {
    company.webhooks = { plan: async () => planWithout(['deal']) };
    expect(wrongOnes(await checks())).toMatchObject([{ name: 'Webhook of deals', who: 'admin' }]);
  });

  it('looks for webhooks made by hand where none are registered', async () => {
    company.webhooks = { plan: async () => null };
    const webhook = (object: string, isActive = true) => ({
      id: 1,
      object,
      action: '*',
      subscriptionUrl: `${publicUrl}/webhooks/pipedrive`,
      name: 'by hand',
      isActive,
      version: '2.0',
      userName: 'passerelle',
    });
    const list = [webhook('person'), webhook('deal', false), { ...webhook('user'), userName: null }];
    company.pipedrive = { ...company.pipedrive, listWebhooks: async () => list };
    expect(wrongOnes(await checks()).map(({ name, detail }) => `${name}: ${detail}`)).toEqual([
      'Webhook of deals: Switched off by Pipedrive.',
      'Webhook of organizations: Missing: changes are seen by the next sweep only.',
      'Webhook of users: Without credentials: it is refused.',
    ]);
  });

  it('notices a mail server that does not answer and a directory that refuses us', async () => {
    installation.mailer = createMailer({ smtpUrl: 'smtp://127.0.0.1:1', from: 'a@example.org' });
    installation.accounts = accountsWith('wrong');
    const wrong = wrongOnes(await checks());
    expect(wrong.map(({ area }) => area)).toEqual(['mail', 'accounts']);
    expect(wrong[1]?.fix).toContain('ACCOUNTS_SCIM_TOKEN');
  });

  it('takes a public address without HTTPS as advice on a sandbox and as wrong on Pipedrive', async () => {
    const addressFor = async (apiUrl: string) => {
      const all = await examineService({ ...installation, publicUrl: 'http://127.0.0.1:3000', apiUrl });
      return all.find(({ name }) => name.en === 'Public address');
    };
    expect(await addressFor('http://127.0.0.1:3001')).toMatchObject({ state: 'advice' });
    expect(await addressFor('https://api.pipedrive.com')).toMatchObject({ state: 'wrong', who: 'operator' });
  });

  it('notices a lost key and a store that is behind or away', async () => {
    installation.encryptionKey = 'passing';
    installation.store.checkMigrated = () => Promise.reject(new Error('a migration is not applied'));
    expect(wrongOnes(await checks()).map(({ name }) => name)).toEqual(['Encryption key', 'Database schema']);
    installation.store.version = () => Promise.reject(new Error('connection refused'));
    expect(wrongOnes(await checks()).map(({ name }) => name)).toEqual(['Encryption key', 'Database']);
  });

  it('notices a clock that is wrong', async () => {
    installation.now = () => Date.now() + 60_000;
    const [wrong] = wrongOnes(await checks());
    expect(wrong).toMatchObject({ name: 'Clock', detail: expect.stringMatching(/^(59|60|61) s ahead/) });
    installation.now = () => Date.now() - 4_000;
    expect(wrongOnes(await checks())).toEqual([]);
  });
});

describe('the daily look', () => {
  it('is kept for the surfaces in both languages, and forgets what was put right', async () => {
    const test = await createTestDatabase();
    const { db, close } = await openDatabase({
      databaseUrl: test.url,
      dataDir: '/nowhere',
      log: () => undefined,
    });
    const check = () => checkCompany(db, company.companyId, async () => company, installation);
    try {
      const neverLooked = { items: [], at: null };
      expect(await readFindings(db, company.companyId, 'fr')).toEqual(neverLooked);
      company.webhooks = { plan: async () => planWithout(['deal']) };
      const before = new Date().toISOString();
      const look = await check();
      expect(wrongOnes(look('en').checks)).toMatchObject([{ name: 'Webhook of deals' }]);
      const kept = await readFindings(db, company.companyId, 'fr');
      expect(kept.items).toMatchObject([{ name: 'Webhook des affaires' }]);
      expect(kept.at && kept.at >= before).toBe(true);
      expect(await readFindings(db, 'another', 'fr')).toEqual(neverLooked);
      company.webhooks = { plan: async () => planWithout([]) };
      await check();
      const after = await readFindings(db, company.companyId, 'en');
      expect(after.items).toEqual([]);
      expect(after.at && kept.at && after.at >= kept.at).toBe(true);
    } finally {
      await close();
      await test.drop();
    }
  });
});
