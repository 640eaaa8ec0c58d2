import { SettingsError } from '../company/load-settings.ts';
import { loadEnvironmentFile } from '../completed-environment.ts';
import { saidOf } from '../doctor/check-words.ts';
import { EnvironmentError } from '../environment.ts';
import { KeepingError } from '../keeping/backup-format.ts';
import { SandboxError } from '../sandbox-beside.ts';
import type { Output } from './configuration.ts';
import { WrongUse } from './read-arguments.ts';

/** An operator command about what it opens. @returns its exit code */
export type Command<Opened> = (args: readonly string[], opened: Opened, output: Output) => Promise<number>;

/** Runs a command on what `open` makes of this environment; exit codes as in interfaces.md section 1. */
export async function runCommand<Opened extends { close(): Promise<void> }>(
  open: (variables: NodeJS.ProcessEnv) => Promise<Opened>,
  command: Command<Opened>,
  usage: string,
): Promise<void> {
  const output: Output = {
    write: (text) => void process.stdout.write(text),
    say: (text) => void process.stderr.write(`${text}\n`),
  };
  if (process.argv.includes('--help')) return output.write(`${usage}\n`);
  try {
    loadEnvironmentFile();
    const opened = await open(process.env);
    const close = () => opened.close();
    process.exitCode = await command(process.argv.slice(2), opened, output).finally(close);
  } catch (error) {
    process.exitCode = exitCodeFor(error, usage, output);
  }
}

function exitCodeFor(error: unknown, usage: string, output: Output): number {
  const said = saidOf(error);
  if (error instanceof WrongUse) {
    output.say(`${said}\n${usage}`);
    return 2;
  }
  const isKnown = [EnvironmentError, SettingsError, SandboxError, KeepingError].some(
    (kind) => error instanceof kind,
  );
  output.say(said);
  return isKnown ? 2 : 1;
}
