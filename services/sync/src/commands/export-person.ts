import { openStoreAsIs } from '../store-beside.ts';
import { exportPersonCommand, exportPersonUsage } from './export-person-command.ts';
import { runCall } from './run-command.ts';

await runCall(exportPersonUsage, (args, output) =>
  exportPersonCommand(args, () => openStoreAsIs(process.env, true), output),
);
