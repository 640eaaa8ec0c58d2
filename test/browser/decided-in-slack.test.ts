import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { axeProblems } from '../kit/axe.ts';
import { leadsOn } from '../kit/browser.ts';
import { dealIn, mailsTo, submitted } from '../kit/flow.ts';
import { tabTo } from '../kit/keyboard.ts';
import { keepPicture } from '../kit/pictures.ts';
import { messageIn, openThread, sendForm } from '../kit/slack-in-browser.ts';
import { type Stage, startStage } from '../kit/stage.ts';

/** The undo time, what follows it, and Slack's pace: told to wait, we wait up to a minute (slack.md 12). */
const done = { timeout: 75_000 };
const slackStory = { timeout: 240_000 };
const reason = 'Particulier ou entreprise';
const note = 'Écrivez plutôt à <votre> mairie.';

let stage: Stage;
beforeAll(async () => {
  // Long enough to be taken back by keyboard on a busy machine.
  stage = await startStage({ slack: true, settings: { undoSeconds: 8 } });
});
afterAll(() => stage.close());
afterEach(async () => expect(await stage.closeWindows()).toEqual([]));

/** A window on Slack, where things come when Slack takes them. */
async function inSlack(path: string) {
  const opened = await stage.open(path);
  opened.context.setDefaultTimeout(done.timeout);
  return opened;
}

it(
  'is refused in Slack, reconsidered in Pipedrive and accepted in Slack, and every place agrees',
  slackStory,
  async () => {
    const { world } = stage;
    const email = 'camille@mairie-exemple.example.org';
    const { page: slack, context } = await inSlack('/slack');
    const { page: form } = await stage.open('/form');
    await sendForm(form, { name: 'Camille Exemple', email, organization: 'Mairie d’Exemple' });

    // Nobody reloads anything: the message comes, and changes, by itself.
    const message = messageIn(slack, email);
    await message.getByRole('button', { name: 'Refuser…' }).click();
    const modal = slack.getByRole('dialog', { name: 'Refuser la demande' });
    await modal.getByText('Choisissez un motif pour voir le mail qui partira.').waitFor();
    await modal.getByLabel('Motif du refus').selectOption(reason);
    await modal.getByText(`Motif : ${reason}.`).waitFor();
    await modal.getByLabel('Note pour le demandeur').fill(note);
    expect(await axeProblems(slack)).toEqual([]);
    await keepPicture(slack, 'slack-refusal');
    await modal.getByRole('button', { name: 'Refuser la demande' }).click();

    await message.getByText(`Refusée : ${reason}`).waitFor();
    await message.getByText(/par Chargée de clientèle depuis Slack/).waitFor();
    const undo = message.getByRole('button', { name: 'Annuler la décision' });
    await undo.waitFor();
    expect(mailsTo(world, email)).toEqual([]);
    await message.getByText('Exécution : 3 sur 3').waitFor(done);
    expect(await undo.count()).toBe(0);
    expect(mailsTo(world, email).map(({ text }) => text.includes(note))).toEqual([true]);

    const opening = context.waitForEvent('page');
    await message.getByRole('link', { name: 'Ouvrir l’affaire' }).click();
    const deal = await opening;
    const panel = deal.frameLocator('#surface');
    await panel.getByText(/par Chargée de clientèle depuis Slack/).waitFor();
    await panel.getByRole('button', { name: 'Réexaminer' }).click();

    await message.getByRole('button', { name: 'Refuser…' }).waitFor();
    await message.getByText(/Remise à l’examen.*par Chargée de clientèle depuis Pipedrive/).waitFor();
    await message.getByText('3 réponses').waitFor();
    await message.getByRole('button', { name: 'Accepter' }).click();
    await message.getByText('Acceptée → Suspect').waitFor();
    await message.getByText('Exécution : 4 sur 4').waitFor(done);
    await panel.getByText('Acceptée → Suspect').waitFor();
    await panel.getByText('4 sur 4').waitFor();
    await deal.locator('#deal-pipeline', { hasText: 'Suspects' }).waitFor();
    expect(world.sandbox.accounts.accounts.map(({ userName }) => userName)).toEqual([email]);
    expect(mailsTo(world, email)).toHaveLength(2);
    const [request] = (await world.list()).items;
    expect(request).toMatchObject({ step: 'accepted', decidedFrom: 'slack' });
    expect(dealIn(world, request?.dealId ?? 0)).toMatchObject({ status: 'open', owner_id: 21 });

    const thread = await openThread(message);
    const story = thread.getByRole('article');
    await expect.poll(() => story.count()).toBe(6);
    for (const [place, line] of [
      [1, /Demande refusée : Particulier ou entreprise.*Chargée de clientèle, depuis Slack/],
      [2, /Refusée, tout est fait/],
      [3, /Demande remise à l’examen.*Chargée de clientèle, depuis Pipedrive/],
      [4, /Demande acceptée.*Chargée de clientèle, depuis Slack/],
      [5, /Acceptée, tout est fait/],
    ] as const)
      expect(await story.nth(place).innerText()).toMatch(line);
    expect(await axeProblems(slack)).toEqual([]);
    await keepPicture(slack, 'slack-thread');
  },
);

it('is decided without a mouse, and the focus stays where one works', slackStory, async () => {
  const { email } = await submitted(stage.world);
  const { page } = await inSlack('/slack');
  const message = messageIn(page, email);
  const refuse = message.getByRole('button', { name: 'Refuser…' });
  await refuse.waitFor();
  await tabTo(page, refuse);
  await page.keyboard.press('Enter');
  const modal = page.getByRole('dialog', { name: 'Refuser la demande' });
  await modal.waitFor();
  await page.keyboard.press('Escape');
  await modal.waitFor({ state: 'detached' });
  // A dialog says that it is closed a moment after it is.
  await expect.poll(() => refuse.evaluate((button) => button === document.activeElement)).toBe(true);

  await page.keyboard.press('Enter');
  await modal.waitFor();
  await page.keyboard.press('ArrowDown');
  await modal.getByText(`Motif : ${reason}.`).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type(note);
  await tabTo(page, modal.getByRole('button', { name: 'Refuser la demande' }));
  await page.keyboard.press('Enter');
  await modal.waitFor({ state: 'detached' });

  const undo = message.getByRole('button', { name: 'Annuler la décision' });
  await undo.waitFor();
  await expect.poll(() => message.evaluate((article) => article.contains(document.activeElement))).toBe(true);
  await tabTo(page, undo);
  await page.keyboard.press('Enter');
  const accept = message.getByRole('button', { name: 'Accepter' });
  await accept.waitFor();
  await tabTo(page, accept);
  await page.keyboard.press('Enter');
  await message.getByText('Exécution : 4 sur 4').waitFor(done);
  expect(mailsTo(stage.world, email)).toHaveLength(1);
});

it('is decided in the queue of the app’s Home, and found by a slash command', slackStory, async () => {
  const { email, request } = await submitted(stage.world, { organization: 'Office du tourisme' });
  const { page } = await inSlack('/slack/app/home');
  const home = page.getByRole('region', { name: 'Accueil' });
  await home.getByText('À décider · 1').waitFor();
  await home.getByText(email).waitFor();
  expect(await axeProblems(page)).toEqual([]);
  await keepPicture(page, 'slack-home');
  await home.getByRole('button', { name: 'Accepter' }).click();
  await home.getByText('À décider · 0').waitFor();
  await expect.poll(async () => (await stage.world.request(request.id)).step, done).toBe('accepted');

  await leadsOn(page, () => page.getByRole('link', { name: /demandes-comptes/ }).click());
  await page.getByLabel('Message, ou commande (/demandes)').fill(`/demandes ${email}`);
  await page.keyboard.press('Enter');
  const answer = page.getByRole('article').filter({ hasText: 'Visible par vous seul' });
  await answer.getByText('Office du tourisme').waitFor();
  await answer.getByText(/Acceptée/).waitFor();
  expect(await axeProblems(page)).toEqual([]);
  await keepPicture(page, 'slack-command');
});
