import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type * as z from 'zod';
import { Settings } from '#core/settings.ts';

/** The settings file is wrong; the message lists every wrong key with what is expected there. */
export class SettingsError extends Error {}

/**
 * Reads a company's settings from YAML or JSON; without a file the defaults hold.
 * @throws SettingsError with the path of each wrong key
 */
export async function loadSettings(file: string | undefined): Promise<Settings> {
  if (file === undefined) return Settings.parse({});
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new SettingsError(`SETTINGS_FILE cannot be read: ${error.message}`);
  });
  return readSettings(text, file);
}

/** The settings of a text; `name` is said in errors. */
export function readSettings(text: string, name: string): Settings {
  const parsed = Settings.safeParse(parsedYaml(text, name) ?? {});
  if (parsed.success) return parsed.data;
  throw new SettingsError(
    [`${name} has wrong settings:`, ...parsed.error.issues.flatMap(linesOf)].join('\n'),
  );
}

function parsedYaml(text: string, name: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new SettingsError(
      `${name} is neither YAML nor JSON: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function linesOf(issue: z.core.$ZodIssue): string[] {
  const path = issue.path.join('.');
  if (issue.code !== 'unrecognized_keys') return [`  ${path || 'the file'}: ${issue.message}`];
  return issue.keys.map(
    (key) => `  ${[...issue.path, key].join('.')}: unknown key; remove it or correct its name`,
  );
}
