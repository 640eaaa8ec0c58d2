import { doctorCommand, doctorUsage } from './doctor-command.ts';
import { runCommand } from './run-command.ts';

await runCommand(doctorCommand, doctorUsage);
