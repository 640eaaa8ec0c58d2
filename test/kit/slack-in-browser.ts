import type { Locator, Page } from 'playwright-core';

/** What the public fills in on the sandbox's form. */
export interface AskedFor {
  name: string;
  email: string;
  organization: string;
}

/** Sends the form of the web site, as the public does. */
export async function sendForm(form: Page, { name, email, organization }: AskedFor): Promise<void> {
  await form.getByLabel('Prénom et nom').fill(name);
  await form.getByLabel('E-mail professionnel').fill(email);
  await form.getByLabel('Organisme').fill(organization);
  await form.getByRole('button', { name: 'Envoyer la demande' }).click();
}

/** The message of a request in the channel that is shown, told by the address it names; replies are not meant. */
export function messageIn(slack: Page, email: string): Locator {
  return slack.locator('#slack-log').getByRole('article').filter({ hasText: email }).first();
}

/** Opens the thread of a message beside the channel. @returns its messages, the first one included */
export async function openThread(message: Locator): Promise<Locator> {
  await message.locator('.slack-replies').click();
  const thread = message.page().locator('#thread-log');
  await thread.waitFor();
  return thread;
}

/** By how many pixels a page is wider than its window. */
export function pageOverflowPx(page: Page): Promise<number> {
  return page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth);
}
