import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './source-files.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('what is written about the service', () => {
  it('.env.example names every variable the service reads, and no other', () => {
    const variables = [
      partOf('services/sync/src/environment.ts', 'const Variables', 'type Variables'),
      partOf('services/sync/src/optional-vendors.ts', 'const optionalVendorSchema', 'const Checked'),
    ].join('');
    const known = [...variables.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name);
    const documented = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(known.length).toBeGreaterThan(20);
    expect(documented.toSorted()).toEqual(known.filter((name) => name !== 'NODE_ENV').toSorted());
  });

  it('every npm script that a page names exists', () => {
    const scripts = Object.keys(JSON.parse(read('package.json')).scripts);
    const named = pages().flatMap((page) =>
      [...read(page).matchAll(/npm run ([a-z-]+)/g)].map(([, name]) => name ?? ''),
    );
    expect(named.length).toBeGreaterThan(3);
    const unknown = named.filter((name) => !scripts.includes(name));
    expect(unknown).toEqual([]);
  });

  it('every file that a page links to exists', () => {
    const broken = pages().flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map(([, link]) => join(dirname(page), link ?? ''))
        .filter((target) => !existsSync(join(root, target)))
        .map((target) => `${page} → ${target}`),
    );
    expect(broken).toEqual([]);
  });
});

function partOf(path: string, from: string, to: string): string {
  const text = read(path);
  return text.slice(text.indexOf(from), text.indexOf(to));
}

function pages(): string[] {
  return globSync('**/*.md', { cwd: root, exclude: (name) => name === 'node_modules' || name === '.data' });
}
