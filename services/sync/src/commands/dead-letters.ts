import { openOperations } from '../open-operations.ts';
import { deadLettersCommand, deadLettersUsage } from './dead-letters-command.ts';
import { runCommand } from './run-command.ts';

await runCommand(openOperations, deadLettersCommand, deadLettersUsage);
