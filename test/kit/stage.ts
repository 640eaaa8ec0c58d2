import type { BrowserContext } from 'playwright-core';
import { TestRunner } from 'vitest';
import { openBrowser, type Visit, type Visitor, visit } from './browser.ts';
import { startWorld, type World, type WorldOptions } from './start-world.ts';

/** A world and a browser to look at it. */
export interface Stage {
  world: World;
  /** Opens a window on a page of the sandbox, such as `/pipedrive/requests`. */
  open(path: string, visitor?: Visitor): Promise<Visit>;
  /** Closes every window. @returns what the browser complained about in them */
  closeWindows(): Promise<string[]>;
  close(): Promise<void>;
}

/** Starts both; decisions can be undone for two seconds unless the settings say otherwise. */
export async function startStage(options: WorldOptions = {}): Promise<Stage> {
  const [browser, world] = await Promise.all([
    openBrowser(),
    startWorld({ ...options, settings: { undoSeconds: 2, ...options.settings } }),
  ]);
  const windows: Visit[] = [];
  return {
    world,
    async open(path, visitor) {
      const opened = await visit(browser, `${world.sandbox.url}${path}`, visitor);
      windows.push(opened);
      return opened;
    },
    async closeWindows() {
      const closing = windows.splice(0);
      if (TestRunner.getCurrentTest()?.result?.state === 'fail') await tellWhatWasSeen(closing);
      await Promise.all(closing.map(({ context }) => closed(context)));
      return closing.flatMap(({ complaints }) => complaints);
    },
    async close() {
      await browser.close();
      await world.stop();
    },
  };
}

/** An answer that a test was about to change is of no use any more. */
async function closed(context: BrowserContext): Promise<void> {
  await context.unrouteAll({ behavior: 'ignoreErrors' });
  await context.close();
}

/** What a failed test had before it, for whoever reads why: a failure on another machine cannot be looked at. */
async function tellWhatWasSeen(visits: readonly Visit[]): Promise<void> {
  for (const { page, complaints } of visits) {
    const texts = await Promise.all(
      page.frames().map((frame) => frame.locator('body').innerText().catch(String)),
    );
    console.error([page.url(), ...texts, ...complaints].join('\n---\n'));
  }
}

/** For stories that wait for undo times and polls more than once, on a machine that does other things too. */
export const longStory = { timeout: 90_000 };

/** Runs something and says how long it took, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now();
  await work();
  return performance.now() - startedAtMs;
}
