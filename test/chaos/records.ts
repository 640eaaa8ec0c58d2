import { inStore } from '../kit/flow.ts';

/** What the store holds of a world that did not end well, for whoever reads why: one line of JSON each. */
const kept: Record<string, string> = {
  instance: 'select * from instances order by created_at',
  journal: 'select * from journal order by instance_id, at, revision',
  effect: 'select * from effects order by instance_id, ordinal',
};

/** Never throws: a store that is away is told of as such. */
export async function recordsOf(databaseUrl: string): Promise<string> {
  const lines = Object.entries(kept).map(async ([name, statement]) => {
    const rows = await inStore({ databaseUrl }, statement);
    return rows.map((row) => `${name} ${JSON.stringify(row)}`);
  });
  return Promise.all(lines).then((found) => found.flat().join('\n'), String);
}
