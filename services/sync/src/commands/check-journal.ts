import { openStoreAsIs } from '../store-beside.ts';
import { checkJournalCommand, checkJournalUsage } from './check-journal-command.ts';
import { runCall } from './run-command.ts';

await runCall(checkJournalUsage, (args, output) =>
  checkJournalCommand(args, () => openStoreAsIs(process.env, true), output),
);
