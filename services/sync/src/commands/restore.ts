import { openStoreAsIs } from '../store-beside.ts';
import { restoreCommand, restoreUsage } from './restore-command.ts';
import { runCall } from './run-command.ts';

await runCall(restoreUsage, (args, output) =>
  restoreCommand(args, () => openStoreAsIs(process.env, false), output),
);
