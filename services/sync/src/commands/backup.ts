import { storeBeside } from '../store-beside.ts';
import { backupCommand, backupUsage } from './backup-command.ts';
import { runCommand } from './run-command.ts';

await runCommand(storeBeside, backupCommand, backupUsage);
