import { openConfiguration } from '../open-configuration.ts';
import { doctorCommand, doctorUsage } from './doctor-command.ts';
import { runCommand } from './run-command.ts';

await runCommand(openConfiguration, doctorCommand, doctorUsage);
