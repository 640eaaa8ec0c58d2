import { openConfiguration } from '../open-configuration.ts';
import { provisionCommand, provisionUsage } from './provision-command.ts';
import { runCommand } from './run-command.ts';

await runCommand(openConfiguration, provisionCommand, provisionUsage);
