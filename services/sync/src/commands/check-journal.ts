import { storeBeside } from '../store-beside.ts';
import { checkJournalCommand, checkJournalUsage } from './check-journal-command.ts';
import { runCommand } from './run-command.ts';

await runCommand(storeBeside, checkJournalCommand, checkJournalUsage);
