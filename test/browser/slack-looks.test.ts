import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { axeProblems } from '../kit/axe.ts';
import { submitted } from '../kit/flow.ts';
import { keepPicture } from '../kit/pictures.ts';
import { messageIn, openThread, pageOverflowPx } from '../kit/slack-in-browser.ts';
import { messageOf } from '../kit/slack-world.ts';
import { longStory, type Stage, startStage } from '../kit/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ slack: true });
});
afterAll(() => stage.close());
afterEach(async () => expect(await stage.closeWindows()).toEqual([]));

const looks = [
  { staffId: 22, locale: 'en-US', theme: 'dark', width: 1280 },
  { staffId: 22, locale: 'en-US', theme: 'light', width: 640 },
  { staffId: 21, locale: 'fr-FR', theme: 'dark', width: 640 },
] as const;
/** People read modals and their Home in their own language, and the channel's messages in the company's. */
const words = {
  'en-US': { refuse: 'Refuse the request', section: 'To decide', accept: 'Accept' },
  'fr-FR': { refuse: 'Refuser la demande', section: 'À décider', accept: 'Accepter' },
} as const;

it.each(looks)('is a page one can read in $locale, $theme, $width pixels wide', longStory, async (look) => {
  const { width, ...visitor } = look;
  const { email, request } = await submitted(stage.world, {
    organization: `Communauté de communes ${'du Modèle '.repeat(8)}`,
  });
  await messageOf(stage.world, request.id, () => true, 30_000);
  const { page } = await stage.open('/slack', { ...visitor, viewport: { width, height: 800 } });
  const check = async (name: string) => {
    expect(await axeProblems(page), name).toEqual([]);
    expect(await pageOverflowPx(page), name).toBe(0);
    await keepPicture(page, `slack-${name}-${look.locale}-${look.theme}-${width}`);
  };
  const message = messageIn(page, email);
  await message.getByRole('button', { name: 'Refuser…' }).click();
  const modal = page.getByRole('dialog', { name: words[look.locale].refuse });
  await modal.waitFor();
  await check('refusal');
  await page.keyboard.press('Escape');
  await modal.waitFor({ state: 'detached' });
  await check('channel');
  await openThread(message);
  await check('thread');
  await page.getByRole('link', { name: 'Passerelle', exact: true }).click();
  await page.getByText(new RegExp(`${words[look.locale].section} · \\d`)).waitFor();
  await page.getByRole('button', { name: words[look.locale].accept }).first().waitFor();
  await check('home');
});
