import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Keeps a picture of a page in the folder that SURFACE_PICTURES names, for whoever wants to look; without it, none. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env.SURFACE_PICTURES;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}.png`);
  await page.screenshot({ path, fullPage: true, animations: 'disabled' });
}
