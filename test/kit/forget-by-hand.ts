import { createHash } from 'node:crypto';
import { forgetCommand } from '#sync/commands/forget-command.ts';
import type { Database } from '#sync/store/database.ts';
import { company } from './store-rows.ts';

/** Runs `npm run forget` on a store: what it answered, wrote and said. */
export async function forgetIn({ pool }: Database, ...args: string[]) {
  const [wrote, told]: [string[], string[]] = [[], []];
  const output = {
    write: (text: string) => void wrote.push(text),
    say: (text: string) => void told.push(text),
  };
  const code = await forgetCommand(args, { open: async () => ({ pool }) }, output);
  return { code, wrote: wrote.join(''), told: told.join('\n') };
}

/** Seals the one day of the journal as releases before 0016 did. */
export async function sealAsBefore({ pool }: Database, day: string): Promise<void> {
  const client = await pool.connect();
  const sha256 = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');
  try {
    await client.query("begin; set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'");
    const { rows } = await client.query<{ line: (string | null)[]; salt: string }>(
      `select array[id::text, instance_id::text, revision::text, at::text, outcome, step_before, step_after, request_id,
        event::text, reason::text] as line, salt from journal join journal_salts using (instance_id) order by id`,
    );
    const digests = rows.map(({ line, salt }) =>
      sha256([...line.slice(0, 8), sha256([salt, ...line.slice(8)])]),
    );
    const marks = rows.map(({ line }, at) => `${line[0]}:${digests[at]?.slice(0, 12)}`);
    await client.query('update journal_seals set form = 1, digest = $1, marks = $2 where day = $3', [
      sha256([company, day, null, digests]),
      marks,
      day,
    ]);
    await client.query('commit');
  } finally {
    client.release();
  }
}
