import type { Locator, Page } from 'playwright-core';

/** Presses Tab until something has the focus; fails when a walk over the whole page does not meet it. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stops = 0; stops < 80; stops += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab never came to ${target}.`);
}
