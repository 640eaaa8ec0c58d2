import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { restoreCommand } from '#sync/commands/restore-command.ts';
import { checkJournal } from '#sync/keeping/check-journal.ts';
import { eraseAgain, readMarks } from '#sync/keeping/erasure-marks.ts';
import { exportPerson } from '#sync/keeping/export-person.ts';
import { withJournalOfStore } from '#sync/keeping/journal-of-store.ts';
import { ownTables } from '#sync/keeping/own-tables.ts';
import { companyTexts, ofNobody, personTables } from '#sync/keeping/person-tables.ts';
import { sealJournal } from '#sync/keeping/seal-journal.ts';
import { writeBackup } from '#sync/keeping/write-backup.ts';
import { type Database, openDatabase } from '#sync/store/database.ts';
import { insertDeliveries } from '#sync/store/deliveries.ts';
import { readJournal, readWholeJournal, writeJournal } from '#sync/store/journal.ts';
import { isOptedOut, keepOptOut } from '#sync/store/opt-outs.ts';
import { forgetIn, sealAsBefore } from '../../kit/forget-by-hand.ts';
import { person, refusedBy, writePerson } from '../../kit/person-in-store.ts';
import { temporaryFolder } from '../../kit/store-processes.ts';
import { company, newDelivery } from '../../kit/store-rows.ts';
import { createEmptyDatabase } from '../../kit/test-database.ts';
import { openTestStore } from '../../kit/test-store.ts';

describe('a person who is forgotten', () => {
  let store: Database;
  let own: string;
  let other: string;
  beforeEach(async () => {
    store = await openTestStore();
    ({ own, other } = await writePerson(store));
  });
  afterEach(() => store.close());

  const forget = (...flags: string[]) => forgetIn(store, '--email', person.email.toUpperCase(), ...flags);
  const exported = async () =>
    Object.keys((await exportPerson(store.pool, { address: person.email })).tables);
  const check = () => withJournalOfStore(store.pool, checkJournal);
  const seal = () => sealJournal(store.pool, new Date('2026-03-04T12:00:00Z'));

  it('is in every table that may hold one, and afterwards in none, by address or by name', async () => {
    const before = await exported();
    const mayHold = Object.keys(personTables).toSorted();
    expect(before.toSorted()).toEqual(mayHold);
    const { code, told } = await forget();
    expect([code, told]).toEqual([0, expect.not.stringContaining('Nothing')]);
    expect(await exported()).toEqual([]);
    expect(await naming(store, /quintaine|zoe\.q/i)).toEqual([]);
    expect((await forget()).told).toContain('Nothing of this person is left.');
  });

  it('leaves what is of others as it was, but for the address', async () => {
    await forget();
    const kept = await store.pool.query('select state, search::text from instances where id = $1', [other]);
    expect(kept.rows).toEqual([
      {
        state: {
          person: { id: 9, emails: ['other@x.example.org'] },
          note: 'Asked erased@erased.invalid, and erased@erased.invalid.',
        },
        search: "'ccd':1",
      },
    ]);
    const records = await store.pool.query('select entity, id, record from crm_records order by id');
    expect(records.rows).toEqual([
      { entity: 'deal', id: 5, record: { title: 'kept' } },
      { entity: 'organization', id: 6, record: { name: 'Mairie', note: 'ask erased@erased.invalid' } },
    ]);
    const bodies = await store.pool.query("select key, body from deliveries where body <> ''");
    expect(bodies.rows).toEqual([{ key: 'other', body: '{"title":"kept"}' }]);
  });

  it('stays in the journal as what happened, when, by which colleague, and the seals hold', async () => {
    await seal();
    const sealed = await check();
    await forget();
    const line = await store.pool.query(
      'select event, reason, step_after as step from journal where instance_id = $1',
      [own],
    );
    expect(line.rows).toEqual([
      {
        event: { type: 'refusal-requested', reason: 'not-public', by: refusedBy('2026-03-01').event.by },
        reason: { key: 'too-late', values: {} },
        step: 'refused',
      },
    ]);
    // What is left of a line has not what the surfaces' words are made of: the console alone shows it.
    expect(await readJournal(store.db, other)).toEqual([]);
    expect(await readWholeJournal(store.db, other)).toHaveLength(1);
    const after = await check();
    expect(after).toEqual({
      faults: [],
      states: sealed.states.map((state) => ({ ...state, erased: 2 })),
    });
    // Without the salt nobody finds out from the digest what stood there.
    expect((await store.pool.query('select from journal_salts where instance_id = $1', [own])).rowCount).toBe(
      0,
    );
  });

  /** How many are erased again where the backup was taken so long after their erasure; nothing is kept of it. */
  async function again(marks: string, afterMs: number): Promise<number> {
    const [mark] = await readMarks(marks);
    if (!mark) throw new Error('no mark');
    const takenAt = new Date(Date.parse(mark.at) + afterMs).toISOString();
    const client = await store.pool.connect();
    await client.query('begin');
    return eraseAgain(client, [mark], takenAt).finally(() => client.release(true));
  }

  const tampering: [string, string][] = [
    ['another colleague', `event = jsonb_set(event, '{by,name}', '"X"')`],
    ['another digest', "said_digest = repeat('0', 64)"],
    ['words put back', `event = event || '{"note": "never said"}'`],
    ['another step', "step_after = 'accepted'"],
  ];
  it('hides nothing else in an erased line', async () => {
    await seal();
    await forget();
    for (const [what, change] of tampering) {
      await store.pool.query('create table kept as select * from journal where instance_id = $1', [own]);
      await store.pool.query(`update journal set ${change} where instance_id = $1`, [own]);
      expect([what, (await check()).faults]).toMatchObject([what, [{ day: '2026-03-01', what: 'changed' }]]);
      await store.pool.query(`update journal set event = kept.event, said_digest = kept.said_digest,
        step_after = kept.step_after from kept where kept.id = journal.id`);
      await store.pool.query('drop table kept');
      expect((await check()).faults).toEqual([]);
    }
  });

  it('is forgotten also before the day is sealed', async () => {
    await forget();
    await seal();
    expect(await check()).toMatchObject({ faults: [], states: [{ lines: 2, erased: 2 }] });
  });

  it('wants no follow-ups still', async () => {
    await forget();
    expect(await isOptedOut(store.db, company, person.email)).toBe(true);
    expect(await isOptedOut(store.db, company, 'other@x.example.org')).toBe(false);
    expect(await keepOptOut(store.db, company, person.email, 'client')).toBe(false);
  });

  it('is not forgotten in a rehearsal, which says the same and where else they are', async () => {
    const before = await rowsOf(store);
    const rehearsed = await forget('--dry-run');
    expect(await rowsOf(store)).toEqual(before);
    const done = await forget();
    expect(done.wrote).toBe(rehearsed.wrote);
    for (const text of [`${company}:1`, `${company}:3`, `${company}:44`, 'C1 17.1', 'acc-1', 'zoe@home'])
      expect(rehearsed.told).toContain(text);
  });

  it('is of one company alone where that is asked', async () => {
    expect((await forget('--company', '7999')).wrote).toBe('Nothing.\n');
    expect((await exported()).length).toBeGreaterThan(10);
    await forget('--company', company);
    expect(await exported()).toEqual([]);
  });

  it('is refused while something of theirs is open, unless it is to be dropped; always during a call', async () => {
    const waiting = await store.pool.query(
      "update effects set state = 'waiting', finished_at = null where instance_id = $1 returning id",
      [own],
    );
    await expect(forget()).rejects.toThrow(own);
    await store.pool.query("update effects set state = 'running', started_at = now() where id = $1", [
      waiting.rows[0].id,
    ]);
    await expect(forget('--even-running')).rejects.toThrow('this very moment');
    await store.pool.query("update effects set state = 'retrying' where id = $1", [waiting.rows[0].id]);
    expect(await forget('--even-running')).toMatchObject({ code: 0 });
    const left = await store.pool.query('select state from effects where id = $1', [waiting.rows[0].id]);
    expect(left.rows).toEqual([{ state: 'cancelled' }]);
  });

  it('is never a colleague', async () => {
    await store.pool.query("insert into company_facts (company, name, value) values ($1, 'catalogue', $2)", [
      company,
      { staff: [{ id: 21, email: person.email }] },
    ]);
    await expect(forget()).rejects.toThrow('colleague');
  });

  it('is erased again from a backup of before', async () => {
    const folder = await temporaryFolder();
    const empty = await createEmptyDatabase();
    const restored = await openDatabase({ databaseUrl: empty.url, dataDir: '', log: () => undefined });
    try {
      await seal();
      const [file, marks] = [join(folder.path, 'store.backup'), join(folder.path, 'marks')];
      await writeBackup(store.pool, file);
      await forget('--marks', marks);
      expect(await readFile(marks, 'utf8')).not.toMatch(/zoe|quintaine/i);
      const told: string[] = [];
      const output = { write: () => undefined, say: (text: string) => void told.push(text) };
      const opened = { open: async () => restored };
      await restoreCommand(['--from', file, '--erased', marks], opened, output);
      expect(told.join('\n')).toContain('1 of 1 erased persons');
      expect(await naming(restored, /quintaine|zoe\.q/i)).toEqual([]);
      // Who came back before a later backup asked again, and stays in it.
      await insertDeliveries(store.db, [newDelivery('again', 's', person.email)]);
      expect([await again(marks, -60_000), await again(marks, 60_000)]).toEqual([1, 0]);
      expect(await withJournalOfStore(restored.pool, checkJournal)).toMatchObject({
        faults: [],
        states: [{ erased: 2 }],
      });
    } finally {
      await restored.close();
      await empty.drop();
      await folder.remove();
    }
  });

  it('leaves lines of days that a former release sealed checkable', async () => {
    await seal();
    await sealAsBefore(store, '2026-03-01');
    await writeJournal(store.db, other, refusedBy('2026-03-04T08:00:00Z'));
    await sealJournal(store.pool, new Date('2026-03-06T12:00:00Z'));
    expect((await check()).faults).toEqual([]);
    await forget();
    expect(await check()).toMatchObject({ faults: [], states: [{ days: 2, erased: 3, erasedOfForm1: 2 }] });
    await store.pool.query("update journal set said_digest = repeat('0', 64) where instance_id = $1", [own]);
    expect((await check()).faults).toMatchObject([{ day: '2026-03-01', what: 'changed' }]);
  });
});

/** Tables of which a row matches, but the company's own texts. */
async function naming({ pool }: Database, pattern: RegExp): Promise<string[]> {
  const found = Object.entries(await rowsOf({ pool })).filter(
    ([name, rows]) => !(name in companyTexts) && rows.some((row) => pattern.test(row)),
  );
  return found.map(([name]) => name);
}

async function rowsOf({ pool }: Pick<Database, 'pool'>): Promise<Record<string, string[]>> {
  const client = await pool.connect();
  try {
    const rows: Record<string, string[]> = {};
    for (const { name } of await ownTables(client)) {
      if (ofNobody.includes(name) && name !== 'erasures') continue;
      const found = await client.query<{ text: string }>(
        `select t::text as text from ${name} as t order by 1`,
      );
      rows[name] = found.rows.map(({ text }) => text);
    }
    return rows;
  } finally {
    client.release();
  }
}
