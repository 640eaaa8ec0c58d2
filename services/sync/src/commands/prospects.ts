import { openOperations } from '../open-operations.ts';
import { prospectsCommand, prospectsUsage } from './prospects-command.ts';
import { runCommand } from './run-command.ts';

await runCommand(openOperations, prospectsCommand, prospectsUsage);
