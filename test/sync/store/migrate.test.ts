import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Database, openDatabase } from '#sync/store/database.ts';
import { migrate } from '#sync/store/migrate.ts';
import { runMigration, temporaryFolder, urlOf } from '../../kit/store-processes.ts';

let data: Awaited<ReturnType<typeof temporaryFolder>>;
let database: Database;
let folder: string;

const first = 'create table deal (id int primary key); insert into deal values (1);';
const second = 'alter table deal add column title text;\r\n-- one more\r\nupdate deal set title = $$é$$;';

async function write(files: Record<string, string>): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  for (const [name, sql] of Object.entries(files)) await writeFile(join(folder, name), sql);
}

/** Migrates and returns the names of the applied files. */
async function applied(): Promise<string[]> {
  const names: string[] = [];
  await migrate(database, (_message, fields) => names.push(JSON.stringify(fields)), folder);
  return names.map((fields) => JSON.parse(fields).name);
}

const rows = async (text: string) => (await database.pool.query(text)).rows;

beforeAll(async () => {
  data = await temporaryFolder();
  folder = join(data.path, 'migrations');
  database = await openDatabase({ dataDir: data.path, log: () => undefined });
});
beforeEach(async () => {
  await database.pool.query('drop table if exists passerelle_migrations, deal, half');
});
afterAll(async () => {
  await database?.close();
  await data.remove();
});

it('applies the files in order, once each, and later ones when they come', async () => {
  await write({ '0002_title.sql': second, '0001_first.sql': first });
  expect(await applied()).toEqual(['0001_first.sql', '0002_title.sql']);
  expect(await applied()).toEqual([]);
  await write({
    '0001_first.sql': first,
    '0002_title.sql': second,
    '0003_more.sql': 'insert into deal values (2)',
  });
  expect(await applied()).toEqual(['0003_more.sql']);
  expect(await rows('select * from deal order by id')).toEqual([
    { id: 1, title: 'é' },
    { id: 2, title: null },
  ]);
});

it('lets three processes migrate at once: each file is applied by one of them', async () => {
  const slow = `${first} select pg_sleep(0.3);`;
  await write({ '0001_first.sql': slow, '0002_title.sql': second });
  const connection = {
    host: `${data.path}/postgres`,
    port: 5432,
    user: 'passerelle',
    database: 'passerelle',
  };
  const runs = await Promise.all([1, 2, 3].map(() => runMigration(urlOf(connection), folder)));
  expect(runs.flat().sort()).toEqual(['0001_first.sql', '0002_title.sql']);
  expect(await rows('select count(*) from deal')).toEqual([{ count: 1 }]);
});

it('keeps nothing of a file that fails, keeps the files before it, and names it', async () => {
  await write({ '0001_first.sql': first, '0002_bad.sql': 'create table half (id int); select nonsense;' });
  await expect(applied()).rejects.toThrow(/0002_bad.sql failed.*nonsense/);
  expect(await rows("select to_regclass('half') as half, to_regclass('deal') as deal")).toEqual([
    { half: null, deal: 'deal' },
  ]);
  await write({ '0001_first.sql': first, '0002_bad.sql': 'create table half (id int)' });
  expect(await applied()).toEqual(['0002_bad.sql']);
});

it('refuses a file that changed after it was applied, but not its line ends', async () => {
  await write({ '0001_first.sql': first, '0002_title.sql': second });
  await applied();
  await write({ '0001_first.sql': first, '0002_title.sql': second.replaceAll('\r', '') });
  expect(await applied()).toEqual([]);
  await write({ '0001_first.sql': `${first} -- edited`, '0002_title.sql': second });
  await expect(applied()).rejects.toThrow('0001_first.sql was changed after it was applied');
});

it('refuses a database that is newer than the code', async () => {
  await write({ '0001_first.sql': first, '0002_title.sql': second });
  await applied();
  await write({ '0001_first.sql': first });
  await expect(applied()).rejects.toThrow(/newer than this code.*0002_title.sql/);
});

it('refuses a new file in the middle, two files of one number, and a misnamed file', async () => {
  await write({ '0002_title.sql': 'select 1' });
  await applied();
  await write({ '0001_first.sql': first, '0002_title.sql': 'select 1' });
  await expect(applied()).rejects.toThrow('0001_first.sql comes before 0002_title.sql');
  await write({ '0001_first.sql': first, '0001_other.sql': first });
  await expect(applied()).rejects.toThrow('Two migrations have the number of 0001_first.sql');
  await write({ 'first.sql': first });
  await expect(applied()).rejects.toThrow('name it like');
});

it('waits for a table in use without keeping others from it', async () => {
  await write({ '0001_first.sql': first });
  await applied();
  await write({ '0001_first.sql': first, '0002_title.sql': second });
  const busy = await database.pool.connect();
  await busy.query('begin; select from deal');
  const told: string[] = [];
  const migrated = migrate(database, (message) => told.push(message), folder);
  // Behind a statement that waits for the table this one would wait as long as the transaction takes.
  while (!told.includes('database migration waits for tables in use'))
    expect(await rows('select id from deal')).toEqual([{ id: 1 }]);
  await busy.query('commit');
  busy.release();
  await migrated;
  expect(told.at(-1)).toBe('database migration applied');
  expect(await rows('select title from deal')).toEqual([{ title: 'é' }]);
});

const beside = `-- Found by title.
drop index concurrently if exists deal_title;
create index concurrently deal_title on deal (title);
`;

const isValid = async () =>
  rows("select indisvalid from pg_index where indexrelid = 'deal_title'::regclass").then(
    ([index]) => index?.indisvalid,
  );

it('builds an index beside those who write', async () => {
  await write({ '0001_first.sql': first, '0002_title.sql': second });
  await applied();
  const busy = await database.pool.connect();
  await busy.query('begin; insert into deal values (3)');
  await write({ '0001_first.sql': first, '0002_title.sql': second, '0003_titles.sql': beside });
  // Two of them: who waits for the other's lock is not waited for by the index.
  const both = Promise.all([applied(), applied()]);
  const building = "select from pg_stat_activity where query like 'create index concurrently%'";
  while ((await rows(building)).length === 0) await rows('select pg_sleep(0.01)');
  await database.pool.query('insert into deal values (4)');
  await busy.query('commit');
  busy.release();
  expect((await both).flat()).toEqual(['0003_titles.sql']);
  expect(await isValid()).toBe(true);
});

it('builds an index anew that was interrupted', async () => {
  await write({ '0001_first.sql': first, '0002_title.sql': second });
  await applied();
  await database.pool.query('insert into deal values (2, $$é$$)');
  const interrupted = 'create unique index concurrently deal_title on deal (title)';
  await expect(database.pool.query(interrupted)).rejects.toThrow('could not create unique index');
  expect(await isValid()).toBe(false);
  await write({ '0001_first.sql': first, '0002_title.sql': second, '0003_titles.sql': beside });
  expect(await applied()).toEqual(['0003_titles.sql']);
  expect(await isValid()).toBe(true);
});
