import { storeAlone } from '../store-beside.ts';
import { restoreCommand, restoreUsage } from './restore-command.ts';
import { runCommand } from './run-command.ts';

await runCommand(storeAlone, restoreCommand, restoreUsage);
