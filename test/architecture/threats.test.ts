import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './source-files.ts';

const text = readFileSync(join(root, 'docs/threats.md'), 'utf8');
/** Rows of the first table: who, what, how, test. */
const threats = text
  .slice(0, text.indexOf('## OWASP'))
  .split('\n')
  .filter((line) => /^\| (?!who|---)/.test(line))
  .map((line) => line.split(' | '));

const filesIn = (cell = '') =>
  [...cell.matchAll(/`([\w./-]+\/[\w./-]+|[\w-]+\.(?:json|ts)|Dockerfile)`/g)].map(([, path = '']) => path);

describe('the threats', () => {
  it('name files and tests that exist, at least one of each', () => {
    expect(threats.length).toBeGreaterThan(15);
    for (const [who, what, how, test] of threats) {
      expect([who, what, filesIn(how).length > 0]).toEqual([who, what, true]);
      expect([who, what, filesIn(test).length > 0]).toEqual([who, what, true]);
      expect(filesIn(test).filter((path) => !path.startsWith('test/') || !path.endsWith('.test.ts'))).toEqual(
        [],
      );
    }
    expect(
      filesIn(text).filter((path) => !/^\/health|^\/metrics/.test(path) && !existsSync(join(root, path))),
    ).toEqual([]);
  });

  it('versions of packages are exact and have digests', () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    ) as Record<string, Record<string, string>>;
    const versions = Object.values({ ...dependencies, ...devDependencies, ...optionalDependencies });
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+/.test(version))).toEqual([]);
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { integrity?: string; link?: boolean; inBundle?: boolean }>;
    };
    const loose = Object.entries(packages).filter(
      ([path, { integrity, link, inBundle }]) => path !== '' && !integrity && !link && !inBundle,
    );
    expect(loose.map(([path]) => path)).toEqual([]);
  });
});

describe('the audit', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'passerelle-audit-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Runs `.ci/audit` with an npm that answers as told. */
  async function audit(answer: string, code: number): Promise<{ code: number; said: string }> {
    const npm = join(folder, 'npm');
    await writeFile(npm, `#!/bin/sh\ncat <<'END'\n${answer}\nEND\nexit ${code}\n`);
    await chmod(npm, 0o755);
    const PATH = `${folder}:${dirname(process.execPath)}:${process.env.PATH}`;
    return new Promise((resolve) => {
      execFile(join(root, '.ci/audit'), { env: { ...process.env, PATH } }, (error, said) =>
        resolve({ code: Number(error?.code ?? 0), said }),
      );
    });
  }

  it('fails on a weakness, and names it', async () => {
    const found = {
      vulnerabilities: { left: { name: 'left-pad', severity: 'high', range: '<2' } },
      metadata: { vulnerabilities: { high: 1 } },
    };
    expect(await audit(JSON.stringify(found), 1)).toEqual({ code: 1, said: 'high: left-pad <2\n' });
  });

  it.each([
    ['no answer', ''],
    ['a refusal', '{"error": {"code": "E405", "summary": "audit endpoint returned an error"}}'],
  ])('passes with a notice on %s of the registry', async (_what, answer) => {
    const { code, said } = await audit(answer, 1);
    expect([code, said]).toEqual([0, expect.stringContaining('did not answer')]);
  });

  it('passes when nothing is known', async () => {
    expect(await audit('{"metadata": {"vulnerabilities": {}}}', 0)).toMatchObject({ code: 0 });
  });
});
