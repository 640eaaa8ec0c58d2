import { SettingsError } from '../company/load-settings.ts';
import { loadEnvironmentFile } from '../completed-environment.ts';
import { saidOf } from '../doctor/check-words.ts';
import { EnvironmentError } from '../environment.ts';
import { openConfiguration } from '../open-configuration.ts';
import { SandboxError } from '../sandbox-beside.ts';
import type { Configuration, Output } from './configuration.ts';
import { WrongUse } from './read-arguments.ts';

/** An operator command about the configuration. @returns its exit code */
export type Command = (
  args: readonly string[],
  configuration: Configuration,
  output: Output,
) => Promise<number>;

/** Runs a command on the configuration of this environment; exit codes as in interfaces.md section 1. */
export async function runCommand(command: Command, usage: string): Promise<void> {
  const output: Output = {
    write: (text) => void process.stdout.write(text),
    say: (text) => void process.stderr.write(`${text}\n`),
  };
  if (process.argv.includes('--help')) return output.write(`${usage}\n`);
  try {
    loadEnvironmentFile();
    const configuration = await openConfiguration(process.env);
    const close = () => configuration.close();
    process.exitCode = await command(process.argv.slice(2), configuration, output).finally(close);
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
  const isKnown = [EnvironmentError, SettingsError, SandboxError].some((kind) => error instanceof kind);
  output.say(said);
  return isKnown ? 2 : 1;
}
