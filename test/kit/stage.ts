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
      await Promise.all(closing.map(({ context }) => context.close()));
      return closing.flatMap(({ complaints }) => complaints);
    },
    async close() {
      await browser.close();
      await world.stop();
    },
  };
}

/** For stories that wait for undo times and polls more than once, on a machine that does other things too. */
export const longStory = { timeout: 90_000 };

/** For `expect.poll`, whose own second is short when other test files run beside. */
export const patience = { timeout: 20_000 };

/** Runs something and says how long it took, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now();
  await work();
  return performance.now() - startedAtMs;
}
