import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axeProblems } from '../kit/axe.ts';
import { openBrowser, type Visit } from '../kit/browser.ts';
import { mailsTo } from '../kit/flow.ts';
import {
  type AgentVisitor,
  conversationPath,
  draftsIn,
  entryIn,
  letMailArrive,
  openAtHelpScout,
  openHelpscout,
} from '../kit/helpscout-in-browser.ts';
import { deskIds, mailArrives } from '../kit/helpscout-world.ts';
import { tabTo } from '../kit/keyboard.ts';
import { keepPicture } from '../kit/pictures.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

let world: World;
let browser: Browser;
const windows: Visit[] = [];
beforeAll(async () => {
  const settings = {
    publicForm: { enabled: true, submissionsPerHour: 1000 },
    helpscout: { languages: { 'Support EN': 'en' } },
    savedReplies: { valid: { fr: 'Demande compte admin', en: 'Demande compte admin (EN)' } },
  };
  [browser, world] = await Promise.all([openBrowser(), startWorld({ helpscout: true, settings })]);
});
afterEach(async () => {
  const closing = windows.splice(0);
  await Promise.all(closing.map(({ context }) => context.close()));
  expect(closing.flatMap(({ complaints }) => complaints)).toEqual([]);
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

async function opened(opening: Promise<Visit>): Promise<Visit> {
  const window = await opening;
  windows.push(window);
  return window;
}

it('mail arrives, reply, form, accepted, the link expires, renewed: all beside the conversation', {
  timeout: 120_000,
}, async () => {
  const { page, surface } = await opened(openHelpscout(browser, world.sandbox, '/helpscout/new-mail'));
  const email = 'secretariat@chantemerle.example.org';
  const subject = 'Un compte administrateur pour notre mairie ?';
  await letMailArrive(page, {
    name: 'Secrétariat Chantemerle',
    from: email,
    subject,
    text: 'Bonjour, nous voudrions ouvrir un compte.',
  });
  await surface.getByText(`Passerelle ne connaît personne à ces adresses : ${email}`).waitFor();
  await surface.getByRole('button', { name: 'Placer en brouillon' }).waitFor();
  expect(await axeProblems(page)).toEqual([]);
  await keepPicture(page, 'help-scout-unknown');
  await surface.getByRole('button', { name: 'Placer en brouillon' }).click();
  await surface.getByText('Brouillon', { exact: true }).waitFor();
  const draft = draftsIn(page);
  await draft.getByRole('button', { name: 'Envoyer' }).click();
  await surface.getByText('Envoyé', { exact: true }).waitFor();

  const mail = await eventually(() => mailsTo(world, email)[0]);
  const link = /https?:\/\/[^\s"<>]+\/request\?c=[\w-]+/.exec(mail.html ?? mail.text)?.[0] ?? '';
  const form = await browser.newPage({ locale: 'fr-FR' });
  await form.goto(link);
  expect(await form.getByLabel(/adresse e-mail|e-mail/i).inputValue()).toBe(email);
  await form.getByLabel(/^Organisme|Nom de l’organisme/).fill('Mairie de Chantemerle');
  await form.getByRole('button', { name: 'Envoyer la demande' }).click();
  await form.getByRole('heading', { name: 'Suivi de votre demande' }).waitFor();
  await form.close();

  await surface.getByRole('button', { name: 'Accepter' }).waitFor();
  await surface.getByText('Mairie de Chantemerle').first().waitFor();
  expect(await axeProblems(page)).toEqual([]);
  await keepPicture(page, 'help-scout-request');
  await surface.getByRole('button', { name: 'Accepter' }).click();
  await surface.getByText('Acceptée').first().waitFor();
  await entryIn(page, /Demande de compte administrateur.*acceptée/).waitFor();

  const account = await eventually(() =>
    world.sandbox.accounts.accounts.find(({ userName }) => userName === email),
  );
  account.activationExpiresAt = '2020-01-01T00:00:00Z';
  // What the directory said a moment ago is shown until it is asked again.
  await surface.getByRole('button', { name: 'Renouveler le lien d’activation' }).click({ timeout: 45_000 });
  await surface.getByText(/Lien renvoyé/).waitFor();
  await expect
    .poll(() => mailsTo(world, email).map(({ subject: said }) => said))
    .toContain('Votre lien pour activer votre compte administrateur');
  await keepPicture(page, 'help-scout-renewed');
});

describe('at Help Scout’s own address, with the SDK and the policies as they are', () => {
  const openThere = (path: string, visitor: AgentVisitor = {}) => {
    const places = { sandbox: world.sandbox, serviceUrl: world.nodes[0]?.url ?? '' };
    return opened(openAtHelpScout(browser, places, path, visitor));
  };

  it('can be used within a second once the page is there', async () => {
    const { conversationId } = mailArrives(world, { from: 'vite@chantemerle.example.org' });
    const { page, surface } = await openThere(conversationPath(conversationId));
    const roundsMs: number[] = [];
    for (const _round of [1, 2, 3]) {
      await page.goto(`https://secure.helpscout.net${conversationPath(conversationId)}`);
      await surface.getByRole('button', { name: 'Placer en brouillon' }).waitFor();
      // A frame's clock starts when Help Scout begins to load it.
      roundsMs.push(await surface.locator('body').evaluate(() => performance.now()));
    }
    // Other files are tested beside: the quickest round says what the machine can do.
    expect(Math.min(...roundsMs)).toBeLessThan(1_000);
  });

  it('works by keyboard alone', async () => {
    const { conversationId } = mailArrives(world, { from: 'clavier@chantemerle.example.org' });
    const { page, surface } = await openThere(conversationPath(conversationId));
    const place = surface.getByRole('button', { name: 'Placer en brouillon' });
    await place.waitFor();
    await tabTo(page, place);
    await page.keyboard.press('Enter');
    await surface.getByText('Brouillon', { exact: true }).waitFor();
    await draftsIn(page).waitFor();
  });

  it('speaks English with an agent who does, in the words of the English inbox', async () => {
    const from = 'english@chantemerle.example.org';
    const { conversationId } = mailArrives(world, { from, mailboxId: deskIds.englishInbox });
    const { surface, page } = await openThere(conversationPath(conversationId), { locale: 'en-US' });
    await surface.getByText(`Passerelle knows nobody with these addresses: ${from}`).waitFor();
    await surface.getByRole('button', { name: 'Place as a draft' }).click();
    await surface.getByText('Draft', { exact: true }).waitFor();
    await draftsIn(page).locator('.hs-text').getByText(/Hello/).waitFor();
    expect(await surface.locator('body').innerText()).not.toMatch(/Réponse|Ouvrir|Placer|Brouillon|Aucune/);
  });
});
