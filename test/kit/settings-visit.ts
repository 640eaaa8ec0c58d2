import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Visit } from './browser.ts';
import { answerSettings, type FakeSettings } from './fake-settings-api.ts';
import { type Stage, startStage } from './stage.ts';

/** The settings page over a fake of its doors, for the tests of a file. */
export function withSettingsPage() {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.close());
  afterEach(async () => {
    // A refused save is an HTTP error by contract, and a mail's script is stopped: browsers log both.
    const expected = /status of (409|422)|ERR_CONNECTION_REFUSED|Blocked script execution in 'about:srcdoc'/;
    expect((await stage.closeWindows()).filter((text) => !expected.test(text))).toEqual([]);
  });

  /** Asks for the page, whatever it comes to. */
  async function asked(fake: FakeSettings): Promise<Visit> {
    const opened = await stage.open('/pipedrive/deals');
    await answerSettings(opened.page, fake);
    await opened.page.goto(`${stage.world.sandbox.url}/pipedrive/settings`);
    return opened;
  }
  /** The page at a section. */
  async function settings(section: string, fake: FakeSettings): Promise<Visit> {
    const opened = await asked(fake);
    await opened.surface.getByRole('heading', { name: 'Réglages', exact: true }).waitFor();
    if (section !== '') await opened.surface.getByRole('link', { name: section, exact: true }).click();
    return opened;
  }
  return { asked, settings };
}
