/** One process that migrates: `node store-migration.ts <database url> <folder>`, says which files it applied. */
import { openDatabase } from '#sync/store/database.ts';
import { migrate } from '#sync/store/migrate.ts';

const [, , databaseUrl = '', folder = ''] = process.argv;
const database = await openDatabase({ databaseUrl, dataDir: '', log: () => undefined });
await migrate(database, (_message, fields) => process.stdout.write(`${JSON.stringify(fields)}\n`), folder);
await database.close();
