import type { FrameLocator, Locator } from 'playwright-core';

/** The part of a client's panel that says what to do now. */
export const nextStep = (surface: FrameLocator) => surface.getByRole('region', { name: 'Prochaine étape' });

/** Clicks the button with exactly these words. */
export const press = (part: Locator, name: string) => part.getByRole('button', { name, exact: true }).click();

/** Waits until the client stands in a step. */
export const standsAt = (surface: FrameLocator, step: string, timeout = 10_000) =>
  surface.locator('.standing').getByText(step, { exact: true }).waitFor({ timeout });

/** The journal of the client, unfolded. */
export async function storyOf(surface: FrameLocator): Promise<Locator> {
  const story = surface.getByRole('article', { name: 'Suivi commercial' }).locator('details.journal');
  await story.locator('summary').click();
  return story;
}
