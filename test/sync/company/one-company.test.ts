import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '#sync/company/load-settings.ts';
import { openCompany } from '#sync/company/one-company.ts';
import { createPipedrive } from '#sync/connectors/pipedrive/client.ts';
import type { Pipedrive } from '#sync/connectors/pipedrive/port.ts';
import { createLog } from '#sync/log.ts';
import { readFact } from '#sync/store/company-facts.ts';
import type { Database } from '#sync/store/database.ts';
import { type Sandbox, startSandbox } from '../../../services/sandbox/src/sandbox.ts';
import { openTestStore } from '../../kit/test-store.ts';
import { unlimitedBudget } from '../connectors/pipedrive/unlimited-budget.ts';

describe('a company as this node knows it', () => {
  let sandbox: Sandbox;
  let database: Database;
  beforeAll(async () => {
    sandbox = await startSandbox({ instant: true });
    database = await openTestStore();
  });
  afterAll(async () => {
    await database.close();
    await sandbox.stop();
  });

  /** A company of which nothing is known yet. */
  const opened = (companyId: string) =>
    openCompany({
      db: database.db,
      pipedrive: createPipedrive({
        apiUrl: sandbox.url,
        auth: { apiToken: sandbox.environment.PIPEDRIVE_API_TOKEN ?? '' },
        budget: unlimitedBudget(),
      }),
      companyId,
      apiUrl: sandbox.url,
      settings: readSettings('', 'settings.yaml'),
      shadow: false,
      log: createLog('silent'),
    });

  /** What an operator reads when the service starts with these settings. */
  async function complaintsOf(yaml: string): Promise<object[]> {
    const lines: { path?: string }[] = [];
    const log = pino(
      { level: 'error', base: null, timestamp: false },
      { write: (line) => lines.push(JSON.parse(line)) },
    );
    const known = await openCompany({
      db: database.db,
      pipedrive: createPipedrive({
        apiUrl: sandbox.url,
        auth: { apiToken: sandbox.environment.PIPEDRIVE_API_TOKEN ?? '' },
        budget: unlimitedBudget(),
      }),
      companyId: '1001',
      apiUrl: sandbox.url,
      settings: readSettings(yaml, 'settings.yaml'),
      shadow: false,
      log,
    });
    await known.refresh();
    return lines.filter(({ path }) => path !== undefined);
  }

  it('E-13 says at start which field of the settings Pipedrive does not have', async () => {
    expect(
      await complaintsOf('fields: { requestState: Etat du compte, accountId: Identifiant du compte }'),
    ).toEqual([
      expect.objectContaining({
        path: 'fields.requestState',
        problem: 'Unknown field: “Etat du compte”',
        nearest: 'État du compte',
        msg: 'a setting is wrong: correct it',
      }),
    ]);
  });

  it('E-12 E-31 says at start which owner left or never was', async () => {
    const yaml =
      'robotOwners: [12, 99, robot@example.org]\nowners: { rule: fixed, fixed: ancien@example.org }';
    expect(await complaintsOf(yaml)).toEqual([
      expect.objectContaining({ path: 'robotOwners.1', problem: 'Unknown user: 99' }),
      expect.objectContaining({ path: 'owners.fixed', problem: 'Deactivated user: ancien@example.org' }),
    ]);
  });

  it('E-35 says at start which field of a priority neither deals nor persons have', async () => {
    const fields = 'volume: Nombre de dossiers par an, deadline: Délai';
    expect(await complaintsOf(`priority: { fields: { ${fields} } }`)).toEqual([
      expect.objectContaining({ path: 'priority.fields.deadline', problem: 'Unknown field: “Délai”' }),
    ]);
  });

  it('reads the fields of deals only for a setting that may name one', async () => {
    const readsFor = async (yaml: string) => {
      sandbox.calls.clear();
      await complaintsOf(yaml);
      const paths = sandbox.calls.list('pipedrive').map(({ path }) => path.replace(/\?.*/, ''));
      return paths.filter((path) => path.endsWith('Fields')).toSorted();
    };
    expect(await readsFor('priority: { volumeAbove: 10 }')).toEqual([]);
    expect(await readsFor('fields: { requestState: État du compte }')).toEqual([
      '/api/v2/dealFields',
      '/api/v2/personFields',
    ]);
    expect(await readsFor('priority: { fields: { deadline: échéance } }')).toEqual([
      '/api/v2/dealFields',
      '/api/v2/personFields',
    ]);
  });

  it('says nothing when every name means something', async () => {
    expect(await complaintsOf('robotOwners: [11, 12]\nfields: { requestState: État du compte }')).toEqual([]);
  });

  it('E-04 knows the staff again after a restart while Pipedrive is away', async () => {
    await complaintsOf('');
    const known = await openCompany({
      db: database.db,
      pipedrive: createPipedrive({
        apiUrl: 'http://127.0.0.1:9',
        auth: { apiToken: 'none' },
        budget: unlimitedBudget(),
      }),
      companyId: '1001',
      apiUrl: sandbox.url,
      settings: readSettings('', 'settings.yaml'),
      shadow: false,
      log: createLog('silent'),
    });
    expect(await known.staffMember(21)).toMatchObject({
      email: 'vente@example.org',
      active: true,
    });
    expect(await known.staffMember(999)).toBeUndefined();
  });

  it('hears of somebody while the team is being read: neither the team nor the change is lost', async () => {
    const known = await opened('1003');
    sandbox.misbehaviour.add({ vendor: 'pipedrive', kind: 'latency', ms: 200, count: 1 });
    const renamed = { id: 22, name: 'Nouveau nom', email: 'responsable@example.org', active: true };
    const reading = known.refresh();
    await known.staffChanged(renamed);
    await reading;
    expect(known.company().staff.length).toBeGreaterThan(3);
    expect(await known.staffMember(22)).toMatchObject({ name: 'Nouveau nom', roleId: 2 });
    const again = { ...renamed, name: 'Encore un autre' };
    await Promise.all([known.refresh(), known.staffChanged(again)]);
    expect(known.company().staff.length).toBeGreaterThan(3);
    expect(await known.staffMember(22)).toMatchObject({ name: 'Encore un autre' });
  });

  it('knows who comes while the team is being read for the first time', async () => {
    const known = await opened('1002');
    sandbox.misbehaviour.add({ vendor: 'pipedrive', kind: 'latency', ms: 300, count: 1 });
    const reading = known.refresh();
    expect(await known.staffMember(21)).toMatchObject({ email: 'vente@example.org' });
    await reading;
  });

  it('keeps what a webhook told of the team in the transaction of that webhook', async () => {
    await complaintsOf('');
    const { db } = database;
    const known = await openCompany({
      db,
      pipedrive: {} as Pipedrive,
      companyId: '1001',
      apiUrl: sandbox.url,
      settings: readSettings('', 'settings.yaml'),
      shadow: false,
      log: createLog('silent'),
    });
    const names = async () => JSON.stringify(await readFact(db, '1001', 'catalogue'));
    const tell = (name: string, andThen: () => void) =>
      db.transaction().execute(async (store) => {
        await known.staffChanged({ id: 21, name, email: 'vente@example.org', active: true }, store);
        andThen();
      });
    const failing = tell('Jamais gardée', () => {
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    expect(await names()).not.toContain('Jamais gardée');
    await tell('Nouveau nom', () => undefined);
    expect(await names()).toContain('Nouveau nom');
  });
});
