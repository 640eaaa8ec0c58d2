import { expect, it } from 'vitest';
import { ownTables } from '#sync/keeping/own-tables.ts';
import { companyTexts, ofNobody, personTables } from '#sync/keeping/person-tables.ts';
import { storeStage } from '../../kit/test-store.ts';

const stage = storeStage();

it('every table is one that may hold persons, a text of the company, or of nobody; and so is every column of text', async () => {
  const client = await stage.opened.pool.connect();
  const tables = await ownTables(client).finally(() => client.release());
  const names = tables.map(({ name }) => name).toSorted();
  const listed = [...Object.keys(personTables), ...Object.keys(companyTexts), ...ofNobody];
  expect(listed.toSorted()).toEqual(names);
  for (const { name, columns } of tables) {
    const treated = personTables[name];
    if (!treated) continue;
    const texts = columns.filter(({ type }) => /text|json|tsvector/.test(type)).map((column) => column.name);
    expect([name, ...[...treated.words, ...treated.others].toSorted()]).toEqual([name, ...texts.toSorted()]);
    // Words of a person's own rows go with the row, or are emptied; where nothing is theirs alone, words are masked.
    if (typeof treated.rows === 'string' || treated.belongs === 'false') continue;
    expect([name, ...treated.words.filter((word) => !Object.keys(emptied(name)).includes(word))]).toEqual([
      name,
    ]);
  }
});

function emptied(name: string): Record<string, string> {
  const rows = personTables[name]?.rows;
  return typeof rows === 'object' ? rows.emptied : {};
}
