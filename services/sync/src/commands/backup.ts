import { openStoreAsIs } from '../store-beside.ts';
import { backupCommand, backupUsage } from './backup-command.ts';
import { runCall } from './run-command.ts';

await runCall(backupUsage, (args, output) =>
  backupCommand(args, () => openStoreAsIs(process.env, true), output),
);
