import { beforeEach, expect, it } from 'vitest';
import type { Company } from '#core/company.ts';
import { prospectsCommand } from '#sync/commands/prospects-command.ts';
import { advanceInstance } from '#sync/engine/advance.ts';
import { forgetProspects } from '#sync/forget-prospects.ts';
import { exportPerson } from '#sync/keeping/export-person.ts';
import { silentProspectsOf } from '#sync/keeping/silent-prospects.ts';
import { aCompany, aPerson, observed, refusal } from '../kit/account-request-samples.ts';
import { freshInstance } from '../kit/engine-on-store.ts';
import { storeStage } from '../kit/test-store.ts';

const stage = storeStage();
const email = 'zoe@mairie.example.org';
const now = new Date('2026-11-23T12:00:00Z');
const { signal } = new AbortController();
const company = aCompany();
const erasing = aCompany({ keeping: { eraseProspects: true } });

beforeEach(async () => {
  await stage.opened.pool.query('truncate instances, links, journal, journal_salts cascade');
});

/** A request of a person, refused by a colleague and carried out, as it stands some years later. */
async function refusedIn(year: number, emails = [email]): Promise<string> {
  const { db, pool } = stage.opened;
  const at = `${year}-06-01T08:00:00Z`;
  const person = aPerson({ emails, addedAt: at });
  const { id } = await freshInstance(stage.opened, observed({ person }));
  await db.transaction().execute((store) => advanceInstance(store, () => company, id, refusal()));
  await pool.query("update effects set state = 'done', finished_at = now() where instance_id = $1", [id]);
  await pool.query(
    `update instances set step = 'refused', created_at = $2,
      state = jsonb_set(state, '{step}', '"refused"') where id = $1`,
    [id, at],
  );
  return id;
}

const silent = async (of: Company = company) =>
  (await silentProspectsOf(stage.db, of, now)).map((one) => [one.email, one.heardOn]);

it('are those whose requests all came to nothing, so many months after their last word', async () => {
  await refusedIn(2021);
  await refusedIn(2022, ['other@mairie.example.org']);
  await refusedIn(2025, ['recent@mairie.example.org']);
  expect((await silent()).toSorted()).toEqual([
    ['other@mairie.example.org', '2022-06-01'],
    [email, '2021-06-01'],
  ]);
  expect(await silent(aCompany({ keeping: { prospectMonths: 60 } }))).toEqual([[email, '2021-06-01']]);
});

it('are none of whom something is open, also under an address that only another record has', async () => {
  await refusedIn(2021, [email, 'zoe@home.example.org']);
  await freshInstance(
    stage.opened,
    observed({ person: aPerson({ id: 71, emails: ['zoe@home.example.org'] }) }),
  );
  expect(await silent()).toEqual([]);
});

it('are named by the command, and erased where the settings say so alone', async () => {
  await refusedIn(2021);
  const wrote: string[] = [];
  const output = { write: (text: string) => void wrote.push(text), say: () => undefined };
  const operations = { db: stage.db, companyOf: () => company, companyIds: () => [company.id] };
  expect(await prospectsCommand([], operations, output)).toBe(1);
  expect(wrote.join('')).toMatch(/1001 +2021-06-01 +none open +zoe@mairie/);
  const logged: object[] = [];
  const upkeep = (of: Company) => {
    const log = { info: (fields: object) => void logged.push(fields) };
    const companies = { ids: () => [of.id], companyOf: () => of };
    return forgetProspects({ companies, database: stage.opened, log } as never)(signal);
  };
  await upkeep(company);
  expect((await exportPerson(stage.opened.pool, { address: email })).tables).toHaveProperty('instances');
  await upkeep(erasing);
  expect((await exportPerson(stage.opened.pool, { address: email })).tables).toEqual({});
  expect(logged).toEqual([{ companyId: company.id, erased: 1, stillOpen: 0 }]);
  expect(await prospectsCommand([], operations, output)).toBe(0);
});
