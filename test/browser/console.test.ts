import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { examinePage, looks } from '../kit/every-look.ts';
import { type Submitted, submitted } from '../kit/flow.ts';
import { longStory, type Stage, startStage } from '../kit/stage.ts';
import { badDay, troubled } from '../kit/vendor-trouble.ts';

const consoleToken = 'a token of the console that is long enough';
let stage: Stage;
let sent: Submitted;
beforeAll(async () => {
  stage = await startStage({ settings: { undoSeconds: 0 }, environment: { CONSOLE_TOKEN: consoleToken } });
  sent = await submitted(stage.world);
  badDay(stage.world, { vendor: 'mail', kind: '400', match: {} });
  await stage.world.command({ type: 'accept-request', requestId: sent.request.id });
  await troubled(stage.world, sent.request.id, 'dead-letter');
  stage.world.sandbox.misbehaviour.clear();
});
afterAll(() => stage.close());
afterEach(async () => {
  const complaints = await stage.closeWindows();
  expect(complaints.filter((text) => !/status of 401/.test(text))).toEqual([]);
});

async function signedIn(look?: (typeof looks)[number]) {
  const { page } = await stage.open('/', look);
  await page.goto(`${stage.world.nodes[0]?.url}/console`);
  await page.locator('#name').fill('Astreinte');
  await page.locator('#token').fill(consoleToken);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').waitFor();
  return page;
}

it.each(looks)('is accessible and fits ($locale, $theme)', longStory, async (look) => {
  const page = await signedIn(look);
  for (const path of ['', '/dead-letters', '/deliveries', `/story?find=${sent.request.id}`]) {
    await page.goto(`${stage.world.nodes[0]?.url}/console${path}`);
    await examinePage(page, `console${path.split('?')[0]}`);
    // The mail was refused for its address, which is named where people work.
    expect(await page.content()).not.toContain(sent.email);
  }
});

it(
  'leads from what gave up to its retry and its story, and shows by itself how it ends',
  longStory,
  async () => {
    const page = await signedIn();
    await page.getByRole('link', { name: 'dead-letter' }).click();
    await page.getByRole('button', { name: 'Réessayer : Envoyer le mail' }).click();
    await page.getByText('Un nouvel essai est lancé.').waitFor();
    await page.getByRole('link', { name: 'Histoire' }).click();
    await page.getByLabel(/Identifiant de la demande/).fill(String(sent.dealId));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'account-request' }).waitFor();
    // Nobody is about to press anything: the page looks again by itself.
    await page.locator('body').evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.getByText('accepting → accepted').waitFor();
    await page.getByRole('button', { name: 'Fermer la session' }).click();
    await page.locator('#token').waitFor();
  },
);
