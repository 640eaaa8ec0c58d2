import type { FrameLocator, Locator, Page } from 'playwright-core';

const controls = 'button|link|textbox|searchbox|radio|checkbox|combobox|table|dialog';

/** The controls of a surface that a screen reader would read without a name, as the browser computes names. */
export async function namelessControls(surface: FrameLocator): Promise<string[]> {
  const tree = await surface.locator('body').ariaSnapshot();
  const nameless = new RegExp(`^\\s*- (${controls})(?! ")`);
  return tree.split('\n').filter((line) => nameless.test(line));
}

/** What a walk through a surface with Tab meets. */
export interface TabStop {
  name: string;
  /** Whether the control shows that it has the focus. */
  visible: boolean;
}

/** Presses Tab from the first control of a surface until the focus leaves it. */
export async function tabStops(page: Page, surface: FrameLocator): Promise<TabStop[]> {
  const stops: TabStop[] = [];
  const frame = page.locator('#surface');
  await firstControl(surface).focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  while (stops.length < 60 && (await frame.evaluate((element) => document.activeElement === element))) {
    const stop = await surface.locator('html').evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const visible =
        element.matches(':focus-visible') && outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
      return { name: element.getAttribute('aria-label') ?? element.textContent ?? '', visible };
    });
    if (stop) stops.push(stop);
    await page.keyboard.press('Tab');
  }
  return stops;
}

function firstControl(surface: FrameLocator): Locator {
  return surface.locator('button, a[href], input').first();
}

/** By how many pixels a surface is wider than its frame; what the panel hides beyond its edge counts too. */
export function overflowPx(surface: FrameLocator): Promise<number> {
  return surface
    .locator('html, main')
    .evaluateAll((boxes) => Math.max(...boxes.map((box) => box.scrollWidth - box.clientWidth)));
}

/** Texts that are cut off without anything that tells the rest (a title, or the same text elsewhere). */
export function cutTexts(surface: FrameLocator): Promise<string[]> {
  return surface.locator('body').evaluate((body) =>
    [...body.querySelectorAll<HTMLElement>('*')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.children.length === 0)
      .filter((element) => getComputedStyle(element).overflowX === 'hidden')
      .filter((element) => !element.closest('[title], .visually-hidden'))
      .map((element) => element.textContent ?? ''),
  );
}
