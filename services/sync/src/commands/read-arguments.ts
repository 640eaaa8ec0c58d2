import { type ParseArgsConfig, parseArgs } from 'node:util';

/** The command was called in a way it does not know. */
export class WrongUse extends Error {}

/** Reads the flags of a command. @throws WrongUse */
export function readArguments<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : String(error));
  }
}

/** The company asked for, or all. @throws WrongUse when it is not served */
export function chosenCompanies(served: readonly string[], asked: string | undefined): readonly string[] {
  if (asked === undefined) return served;
  if (served.includes(asked)) return [asked];
  const list = served.join(', ') || 'none';
  throw new WrongUse(`Company ${asked} is not served by this installation; there are: ${list}.`);
}
