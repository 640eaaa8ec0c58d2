import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

/** The root of the repository. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** One import of a source file. `target` is a path from the root for our own files, else the specifier. */
export interface Import {
  target: string;
  ours: boolean;
  typeOnly: boolean;
}

/** A source file with what it imports. */
export interface SourceFile {
  /** From the root, with forward slashes. */
  path: string;
  lines: number;
  imports: Import[];
}

const doors: Record<string, string> = { '#core/': 'packages/core/src/', '#sync/': 'services/sync/src/' };

/** Every TypeScript source of the house, tests included. */
export function readSourceFiles(): SourceFile[] {
  const patterns = ['packages/**/*.ts', 'services/**/*.ts', 'apps/**/*.{ts,tsx}', 'test/**/*.ts'];
  return globSync(patterns, { cwd: root, exclude: (name) => name === 'node_modules' || name === 'dist' })
    .toSorted()
    .map((path) => readSourceFile(path));
}

function readSourceFile(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  return { path, lines: text.trimEnd().split('\n').length, imports: importsOf(path, text) };
}

/** The imports of a text as if it stood at `path`: static, re-exported and dynamic ones. */
export function importsOf(path: string, text: string): Import[] {
  const { module } = parseSync(path, text);
  const fixed = module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
  }));
  const passedOn = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) =>
      moduleRequest ? [{ specifier: moduleRequest.value, typeOnly: isType }] : [],
    ),
  );
  const dynamic = module.dynamicImports.flatMap(({ moduleRequest }) => {
    const specifier = /^['"`]([^'"`$]+)['"`]$/.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[1];
    return specifier === undefined ? [] : [{ specifier, typeOnly: false }];
  });
  return [...fixed, ...passedOn, ...dynamic].map(({ specifier, typeOnly }) => ({
    ...resolved(path, specifier),
    typeOnly,
  }));
}

function resolved(from: string, specifier: string): Pick<Import, 'target' | 'ours'> {
  if (specifier.startsWith('.')) return { target: normalize(join(dirname(from), specifier)), ours: true };
  const door = Object.keys(doors).find((name) => specifier.startsWith(name));
  if (door === undefined) return { target: specifier, ours: false };
  return { target: `${doors[door]}${specifier.slice(door.length)}`, ours: true };
}
