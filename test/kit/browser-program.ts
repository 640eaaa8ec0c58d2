import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { LaunchOptions } from 'playwright-core';

const run = promisify(execFile);
const cache = fileURLToPath(new URL('../../node_modules/.cache/passerelle/', import.meta.url));
const inflater = fileURLToPath(new URL('inflate-browser.ts', import.meta.url));

/** Our own flags: the package's switch off web security, and a policy that nothing enforces cannot be tested. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  // No name but the loopback address leads anywhere.
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];

/**
 * What Playwright needs to start the browser of the package `@sparticuz/chromium`: unpacked once into `node_modules/.cache`
 * (some 3 s), with the package's fonts, and with its libraries on a machine that has no NSS.
 * CHROMIUM_PATH names another Chromium to use instead, for machines the package has none for.
 */
export async function browserProgram(): Promise<LaunchOptions> {
  const given = process.env.CHROMIUM_PATH;
  if (given) return { executablePath: given, args: flags };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'The package has a browser for Linux on x64 only: name another Chromium in CHROMIUM_PATH.',
    );
  }
  const folder = await inflatedFolder();
  const executablePath = join(folder, 'chromium');
  const env = { ...process.env, FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  const bundled = { ...env, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') };
  return { executablePath, args: flags, env: (await starts(executablePath)) ? env : bundled };
}

/** Unpacks beside the place and moves: a run that was interrupted, or another one, never leaves half a browser there. */
async function inflatedFolder(): Promise<string> {
  const { version } = JSON.parse(await readFile(await packageFile(), 'utf8'));
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const fresh = await mkdtemp(join(cache, 'unpacking-'));
  await run(process.execPath, [inflater], { env: { ...process.env, TMPDIR: fresh } });
  await writeFile(join(fresh, 'fonts.conf'), fontsIn(folder));
  await rename(fresh, folder).catch(() => rm(fresh, { recursive: true, force: true }));
  return folder;
}

async function packageFile(): Promise<string> {
  return fileURLToPath(new URL('../package.json', import.meta.resolve('@sparticuz/chromium')));
}

/** The same letters on every machine; signs that they lack come from the machine's own fonts, if it has any. */
function fontsIn(folder: string): string {
  const first = (family: string) =>
    `<alias binding="strong"><family>${family}</family><prefer><family>Open Sans</family></prefer></alias>`;
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>${folder}/fonts/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/fonts-cache</cachedir>
${['system-ui', 'sans-serif', 'Arial', 'Helvetica', 'Roboto'].map(first).join('\n')}
</fontconfig>
`;
}

async function starts(executablePath: string): Promise<boolean> {
  return run(executablePath, ['--version']).then(
    () => true,
    () => false,
  );
}
