import { describe, expect, it } from 'vitest';
import { breach, map } from './map.ts';
import { importsOf, readSourceFiles } from './source-files.ts';

const files = readSourceFiles();
const sources = files.filter(({ path }) => !path.startsWith('test/'));
const sizeMax = 300;

describe('the map of the house', () => {
  it('is read from real files with real imports', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(300);
  });

  it('is kept by every import', () => {
    const breaches = files.flatMap(({ path, imports }) => imports.map((one) => breach(path, one)));
    expect(breaches.filter((one) => one !== undefined)).toEqual([]);
  });

  it('has no rule without a file', () => {
    const idle = map.filter((rule) => !files.some(({ path }) => rule.from.test(path)));
    expect(idle.map(({ from }) => String(from))).toEqual([]);
  });

  it.each([
    ['packages/core/src/kernel/instant.ts', "import axios from 'axios';", 'kernel'],
    [
      'packages/core/src/processes/account-request/rules.ts',
      "import { x } from '../../../../../services/sync/src/log.ts';",
      'processes talk by events',
    ],
    [
      'services/sync/src/connectors/mail/client.ts',
      "import { x } from '../../store/effects.ts';",
      'neither each other nor the store',
    ],
    [
      'services/sync/src/http/server.ts',
      "const x = await import('../connectors/pipedrive/client.ts');",
      'they call no vendor',
    ],
    ['services/sandbox/src/sandbox.ts', "export { x } from '#sync/log.ts';", 'knows nothing of us'],
    [
      'apps/pipedrive-extension/src/api.ts',
      "import { Command } from '#core/contract/commands.ts';",
      'types alone',
    ],
    ['services/sync/src/main.ts', "import { x } from '../../sandbox/src/sandbox.ts';", 'never a part'],
  ])('names the rule that %s breaks', (path, text, because) => {
    const [found] = importsOf(path, text).map((one) => breach(path, one));
    expect(found).toContain(because);
  });

  it('nothing imports the tests', () => {
    const importers = sources.filter(({ imports }) =>
      imports.some(({ target }) => target.startsWith('test/')),
    );
    expect(importers.map(({ path }) => path)).toEqual([]);
  });

  it('has no cycle of value imports', () => {
    expect(cycles()).toEqual([]);
  });

  it(`has no file above ${sizeMax} lines`, () => {
    expect(
      files.filter(({ lines }) => lines > sizeMax).map(({ path, lines }) => `${path}: ${lines}`),
    ).toEqual([]);
  });
});

/** Every circle of files that import each other's values, as a path through it. */
function cycles(): string[] {
  const targets = new Map(
    sources.map(({ path, imports }) => [
      path,
      imports.filter(({ typeOnly }) => !typeOnly).map(({ target }) => target),
    ]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) found.push([...trail.slice(start), path].join(' → '));
    if (start >= 0 || done.has(path)) return;
    for (const target of targets.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of targets.keys()) visit(path, []);
  return found;
}
