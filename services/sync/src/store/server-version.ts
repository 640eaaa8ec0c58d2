import type { Database } from './database.ts';

/** The version of the PostgreSQL behind a store, such as "18.4". @throws Error when it does not answer */
export async function serverVersion({ pool }: Pick<Database, 'pool'>): Promise<string> {
  const found = await pool.query<{ server_version: string }>('show server_version');
  return found.rows[0]?.server_version.split(' ')[0] ?? 'unknown';
}
