import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';

/** What axe finds wrong in a page or a frame: the rule, how bad it is, and where; of all rules of WCAG 2.2 AA and its own. */
export async function axeProblems(page: Page | Frame): Promise<string[]> {
  const file = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  // Evaluated, not added as a script: the policies of our pages let none in.
  await page.evaluate(await readFile(file, 'utf8'));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe };
    // A mail's preview is a frame that can run nothing: it could never answer.
    const { violations } = await axe.run(document, { iframes: false });
    return violations.map(
      ({ id, impact, nodes }) =>
        `${id} (${impact}): ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    );
  });
}

interface Axe {
  run(
    where: Document,
    options: { iframes: boolean },
  ): Promise<{ violations: { id: string; impact: string; nodes: { target: string[] }[] }[] }>;
}
