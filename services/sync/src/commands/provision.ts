import { provisionCommand, provisionUsage } from './provision-command.ts';
import { runCommand } from './run-command.ts';

await runCommand(provisionCommand, provisionUsage);
