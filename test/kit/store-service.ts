/** A service reduced to its embedded store: `node store-service.ts <data folder>`, says "ready" and stays. */
import { startEmbeddedPostgres } from '#sync/store/embedded-postgres.ts';

const [, , dataDir = ''] = process.argv;
const server = await startEmbeddedPostgres({ dataDir, log: () => undefined });
process.once('SIGTERM', () => void server.stop());
process.stdout.write(`ready ${server.connection.host}\n`);
