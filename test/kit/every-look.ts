import type { Frame, FrameLocator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { overflowPx } from './accessibility.ts';
import { axeProblems } from './axe.ts';
import { keepPicture } from './pictures.ts';

/** The two languages and themes in which every state of every surface is looked at. */
export const looks = [
  { locale: 'fr-FR', theme: 'light', viewport: { width: 1600, height: 1000 } },
  { locale: 'en-US', theme: 'dark', viewport: { width: 1600, height: 1000 } },
] as const;
export type Look = (typeof looks)[number];

/** The narrowest and the usual width of a surface. */
const widthsPx = [320, 1280];

/** Where a surface is in the sandbox's page; a page of ours that nothing frames is its own. */
export const frames = { surface: '#surface', modal: 'dialog.modal iframe' } as const;

/**
 * Looks at a state of a surface as narrow and as wide as it gets: keeps a picture of each, and expects that axe finds
 * nothing serious and that nothing is wider than the frame.
 */
export async function examine(page: Page, frame: keyof typeof frames, name: string): Promise<void> {
  for (const widthPx of widthsPx) {
    await resize(page, frames[frame], widthPx);
    await keepPicture(page, `${name} ${widthPx}`);
    await expectAccessible(await frameAt(page, frames[frame]), page.frameLocator(frames[frame]), widthPx);
  }
}

/** The same for a page of ours that stands alone in its window. */
export async function examinePage(page: Page, name: string): Promise<void> {
  for (const width of widthsPx) {
    await page.setViewportSize({ width, height: 1000 });
    await keepPicture(page, `${name} ${width}`);
    const widest = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth);
    expect({ width, widest, problems: await seriousProblems(page) }).toEqual({
      width,
      widest: 0,
      problems: [],
    });
  }
}

async function expectAccessible(frame: Frame, surface: FrameLocator, widthPx: number): Promise<void> {
  const problems = await seriousProblems(frame);
  const found = { widthPx, overflowPx: await overflowPx(surface), problems };
  expect(found).toEqual({ widthPx, overflowPx: 0, problems: [] });
}

async function seriousProblems(page: Page | Frame): Promise<string[]> {
  return (await axeProblems(page)).filter((problem) => /\((serious|critical)\)/.test(problem));
}

async function resize(page: Page, selector: string, widthPx: number): Promise<void> {
  await page.locator(selector).evaluate((element: HTMLElement, px) => {
    for (const name of ['width', 'min-width', 'max-width']) element.style.setProperty(name, `${px}px`);
  }, widthPx);
  const frame = await frameAt(page, selector);
  await expect.poll(() => frame.evaluate(() => window.innerWidth)).toBe(widthPx);
  await frame.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

async function frameAt(page: Page, selector: string): Promise<Frame> {
  const frame = await (await page.locator(selector).elementHandle())?.contentFrame();
  if (!frame) throw new Error(`There is no frame at ${selector}.`);
  return frame;
}
