import type { Locator, Page } from 'playwright-core';

/** What somebody had to do on the pages. */
export interface Effort {
  clicks: number;
  /** Texts typed and choices made. */
  fields: number;
  /** Pages and sections to be read before going on. */
  views: number;
}

/** Somebody who works on pages as people do, and whose every act is counted. */
export interface PersonAtWork {
  effort: Effort;
  /** Follows a link or presses a button. */
  click(target: Locator): Promise<void>;
  /** The same, where it opens a tab of its own. */
  clickToTab(target: Locator): Promise<Page>;
  type(field: Locator, text: string): Promise<void>;
  choose(field: Locator, label: string): Promise<void>;
  /** Waits for words that say where one is. */
  read(words: Locator, withinMs?: number): Promise<void>;
}

/** Seconds that somebody who sees the page for the first time takes, on the generous side. */
const seconds = { click: 6, field: 20, view: 20 };

/** How long a person takes for all that, without what the machine takes. */
export function personMs({ clicks, fields, views }: Effort): number {
  return (clicks * seconds.click + fields * seconds.field + views * seconds.view) * 1000;
}

export function personAtWork(): PersonAtWork {
  const effort: Effort = { clicks: 0, fields: 0, views: 0 };
  const click = async (target: Locator) => {
    effort.clicks += 1;
    await target.click();
  };
  return {
    effort,
    click,
    async clickToTab(target) {
      const [tab] = await Promise.all([target.page().context().waitForEvent('page'), click(target)]);
      return tab;
    },
    async type(field, text) {
      effort.fields += 1;
      await field.fill(text);
    },
    async choose(field, label) {
      effort.fields += 1;
      await field.selectOption({ label });
    },
    async read(words, withinMs = 20_000) {
      effort.views += 1;
      await words.waitFor({ timeout: withinMs });
    },
  };
}
