import { openOperations } from '../open-operations.ts';
import { replayCommand, replayUsage } from './replay-command.ts';
import { runCommand } from './run-command.ts';

await runCommand(openOperations, replayCommand, replayUsage);
