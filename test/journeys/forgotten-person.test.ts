import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { forgetCommand } from '#sync/commands/forget-command.ts';
import { companyTexts, personTables } from '#sync/keeping/person-tables.ts';
import { deletePerson } from '../../services/sandbox/src/pipedrive/acts.ts';
import { inStore, reaches, submitted } from '../kit/flow.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

const name = 'Quitterie Zénobie';
let world: World;
beforeAll(async () => {
  world = await startWorld({ slack: true });
});
afterAll(() => world.stop());

/** Erases somebody beside the service, and what the command said. */
async function forget(email: string, ...flags: string[]): Promise<string> {
  const pool = new pg.Pool({ connectionString: world.databaseUrl });
  const told: string[] = [];
  const say = (text: string) => void told.push(text);
  try {
    await forgetCommand(['--email', email, ...flags], { open: async () => ({ pool }) }, { write: say, say });
    return told.join('\n');
  } finally {
    await pool.end();
  }
}

/** The tables that name the person somewhere. */
async function naming(email: string): Promise<string[]> {
  const named: string[] = [];
  for (const table of Object.keys({ ...personTables, ...companyTexts })) {
    const pattern = `${name}|Zénobie|Quitterie|${email}`;
    const rows = await inStore(world, `select from ${table} as t where t::text ~* $1 limit 1`, [pattern]);
    if (rows.length > 0) named.push(table);
  }
  return named;
}

const deletedRecords = (personId: number) =>
  inStore(world, "select id from crm_records where entity = 'person' and id = $1 and deleted", [personId]);

it('is erased beside a running service, which goes on, and may come back as somebody new', async () => {
  const { request, personId, email } = await submitted(world, { name });
  await expect(forget(email)).rejects.toThrow(request.id);
  await world.command({ type: 'refuse-request', requestId: request.id, reason: 'individual' });
  await reaches(world, request.id, 'refused');
  deletePerson(world.sandbox.standIn, 21, personId);
  await eventually(async () => (await deletedRecords(personId)).length === 1);
  expect(await naming(email)).toEqual(
    expect.arrayContaining(['instances', 'journal', 'effects', 'deliveries']),
  );

  // As long as something is under way the command refuses; what Pipedrive tells late is erased when it is typed again.
  const told = await eventually(() => forget(email).catch(() => null));
  expect(told).toContain('Pipedrive, persons (company:id): ');
  await eventually(async () => {
    const left = await naming(email);
    if (left.length > 0) await forget(email).catch(() => null);
    return left.length === 0;
  });
  expect(await world.call(`/api/requests/${request.id}`)).toMatchObject({ status: 404 });
  expect(await world.list()).toMatchObject({ items: [] });

  const again = await submitted(world, { name: 'Autre Personne', email });
  expect(again.request.id).not.toBe(request.id);
  expect(await world.list()).toMatchObject({ items: [{ id: again.request.id }] });
});
