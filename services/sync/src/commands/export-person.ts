import { storeBeside } from '../store-beside.ts';
import { exportPersonCommand, exportPersonUsage } from './export-person-command.ts';
import { runCommand } from './run-command.ts';

await runCommand(storeBeside, exportPersonCommand, exportPersonUsage);
