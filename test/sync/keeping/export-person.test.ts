import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportPersonCommand } from '#sync/commands/export-person-command.ts';
import { exportPerson } from '#sync/keeping/export-person.ts';
import type { Database } from '#sync/store/database.ts';
import { insertDeliveries } from '#sync/store/deliveries.ts';
import { temporaryFolder } from '../../kit/store-processes.ts';
import { company, newDelivery, newEffect, writtenInstance } from '../../kit/store-rows.ts';
import { openTestStore } from '../../kit/test-store.ts';

const email = 'zoe.o+a@mairie.example.org';

describe('what the store holds of a person', () => {
  let store: Database;
  let own: string;
  beforeAll(async () => {
    store = await openTestStore();
    own = await writtenInstance(store.db, { effects: [newEffect('one')] });
    const others = await writtenInstance(store.db, { effects: [newEffect('two')] });
    const tell = (id: string, address: string) =>
      store.pool.query('update instances set state = $2 where id = $1', [id, { person: { email: address } }]);
    await tell(own, email);
    // Addresses that hold the one asked for, or almost.
    await tell(others, `a.${email}, ${email}.fr, zoeXo+a@mairie.example.org`);
    await insertDeliveries(store.db, [
      newDelivery('one', 's', `{"from":"Zoé <${email.toUpperCase()}>."}`),
      newDelivery('two', 's', '{"from":"other@mairie.example.org"}'),
    ]);
    const records: [string, number, object, number | null][] = [
      ['person', 1, { email }, null],
      ['person', 2, { email: 'other@mairie.example.org' }, null],
      ['deal', 3, { title: 'Theirs' }, 1],
      ['deal', 4, { title: 'Another’s' }, 2],
    ];
    for (const [entity, id, record, personId] of records)
      await store.pool.query(
        'insert into crm_records (company, entity, id, record, person_id, changed_at) values ($1, $2, $3, $4, $5, now())',
        [company, entity, id, record, personId],
      );
  });
  afterAll(() => store.close());

  it('is every row that names them and what belongs to it, and no row of another', async () => {
    const { tables } = await exportPerson(store.pool, { address: ` ${email.toUpperCase()}` });
    expect(Object.keys(tables).toSorted()).toEqual(['crm_records', 'deliveries', 'effects', 'instances']);
    expect(tables.instances).toMatchObject([{ id: own }]);
    expect(tables.effects).toMatchObject([{ instance_id: own }]);
    expect(tables.deliveries).toMatchObject([{ key: 'one' }]);
    expect(tables.crm_records?.map((row) => (row as { id: number }).id).toSorted()).toEqual([1, 3]);
  });

  it('goes into a file for one account alone, never over another file', async () => {
    const folder = await temporaryFolder();
    const output = { write: () => undefined, say: () => undefined };
    const file = join(folder.path, 'person.json');
    const run = () =>
      exportPersonCommand(
        ['--email', email, '--to', file],
        { open: async () => ({ pool: store.pool }) },
        output,
      );
    try {
      expect(await run()).toBe(0);
      expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ email });
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      await expect(run()).rejects.toThrow('exists');
    } finally {
      await folder.remove();
    }
  });
});
