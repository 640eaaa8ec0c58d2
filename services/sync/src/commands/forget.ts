import { storeBeside } from '../store-beside.ts';
import { forgetCommand, forgetUsage } from './forget-command.ts';
import { runCommand } from './run-command.ts';

await runCommand(storeBeside, forgetCommand, forgetUsage);
