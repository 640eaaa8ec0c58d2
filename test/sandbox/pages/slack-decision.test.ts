import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { slackIds } from '../../../services/sandbox/src/slack/seed-slack.ts';
import { axeProblems } from '../../kit/axe.ts';
import { channel, type SlackStage, startSlackStage } from './slack-stage.ts';

let stage: SlackStage;
beforeAll(async () => {
  stage = await startSlackStage();
});
afterAll(() => stage.stop());
beforeEach(() => stage.begin());

describe('a decision in the channel', () => {
  it('goes from the button over the modal, its preview and its error to the changed message', async () => {
    const { page, complaints } = await stage.open();
    expect(await axeProblems(page)).toEqual([]);
    const refuse = page.getByRole('button', { name: 'Refuser…' });
    await refuse.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Refuser la demande' });
    await dialog.waitFor();
    await dialog.getByLabel('Note').fill('Court');
    await dialog.getByLabel('Doublon').check();
    await dialog.getByText('Aperçu : le mail').waitFor();
    expect(await dialog.getByLabel('Note').inputValue()).toBe('Court');
    expect(await dialog.getByLabel('Doublon').isChecked()).toBe(true);
    expect(await axeProblems(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Envoyer le refus' }).click();
    await dialog.getByText('Dites-en plus.').waitFor();
    await dialog.getByLabel('Note').fill('Déjà demandé en mars.');
    await dialog.getByRole('button', { name: 'Envoyer le refus' }).click();
    await page.getByText('Refusée par Chargée de clientèle').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await refuse.count()).toBe(0);
    // Whoever works by keyboard goes on where they were.
    expect(await page.locator(':focus').getAttribute('data-ts')).toBe(stage.ts());
    expect(complaints).toEqual([]);
  });

  it('keeps what was typed while a question lies on top', async () => {
    const { page } = await stage.open();
    await page.getByRole('button', { name: 'Refuser…' }).click();
    await page.getByLabel('Particulier').check();
    await page.getByLabel('Note').fill('Demander');
    await page.getByRole('button', { name: 'Envoyer le refus' }).click();
    await page.getByRole('dialog', { name: 'Vraiment ?' }).getByRole('button', { name: 'Retour' }).click();
    await page.getByRole('dialog', { name: 'Refuser la demande' }).waitFor();
    expect(await page.getByLabel('Note').inputValue()).toBe('Demander');
    expect(await page.getByLabel('Particulier').isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Fermer' }).click();
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  });

  it('stops an empty field before the app hears of it, and Escape tells the app that the modal was closed', async () => {
    const { page } = await stage.open();
    await page.getByRole('button', { name: 'Refuser…' }).click();
    await page.getByRole('button', { name: 'Envoyer le refus' }).click();
    expect(await page.getByText('Veuillez remplir ce champ.').count()).toBe(2);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await expect
      .poll(() => stage.app.received.map(({ type }) => type))
      .toEqual(['block_actions', 'view_closed']);
  });

  it('asks before what wants a confirmation, and says when the app does not answer', async () => {
    stage.sandbox.slack.memory.acknowledgeMs = 300;
    const { page } = await stage.open();
    await page.getByRole('button', { name: 'Accepter' }).click();
    await page.getByRole('button', { name: 'Non' }).click();
    expect(stage.app.received).toEqual([]);
    await page.getByRole('button', { name: 'Accepter' }).click();
    await page.getByRole('button', { name: 'Créer' }).click();
    await page.getByRole('alert').filter({ hasText: 'L’application n’a pas répondu.' }).waitFor();
    expect(stage.app.received).toHaveLength(1);
  });
});

describe('what changes meanwhile', () => {
  it('comes without a reload and leaves typed text and the focus where they are', async () => {
    const { page } = await stage.open();
    const composer = page.getByLabel('Message, ou commande (/demandes)');
    await composer.fill('Je regarde');
    await stage.call('chat.postMessage', { channel, text: 'Raconté', thread_ts: stage.ts() });
    await page.getByRole('link', { name: '1 réponse' }).waitFor();
    expect(await composer.inputValue()).toBe('Je regarde');
    expect(await composer.evaluate((field) => field === document.activeElement)).toBe(true);
  });

  it('waits while somebody is choosing in the message', async () => {
    const { page } = await stage.open();
    await page.getByLabel('Destination').focus();
    await stage.showDecision();
    // Longer than the page waits between two looks.
    await page.waitForTimeout(1500);
    expect(await page.getByLabel('Destination').count()).toBe(1);
    await page.getByRole('log').focus();
    await page.getByText('Refusée par Chargée de clientèle').waitFor();
  });

  it('is not held up by a choice that was made', async () => {
    const { page } = await stage.open();
    const target = page.getByLabel('Destination');
    await target.focus();
    await target.selectOption('Organismes');
    await page.getByText('Refusée par Chargée de clientèle').waitFor();
    expect(await target.count()).toBe(0);
  });

  it('does not take a button away while it is held down', async () => {
    const { page } = await stage.open();
    await page.getByRole('button', { name: 'Refuser…' }).hover();
    await page.mouse.down();
    await stage.call('chat.postMessage', { channel, text: 'Raconté', thread_ts: stage.ts() });
    // Longer than the page waits between two looks.
    await page.waitForTimeout(1500);
    expect(await page.getByRole('link', { name: '1 réponse' }).count()).toBe(0);
    await page.mouse.up();
    await page.getByRole('dialog', { name: 'Refuser la demande' }).waitFor();
    expect(stage.app.received.map(({ type }) => type)).toEqual(['block_actions']);
    await page.getByText('1 réponse').waitFor();
  });

  it('marks channels with something new until they are opened', async () => {
    const { page } = await stage.open();
    const link = page.getByRole('link', { name: /direction/ });
    expect(await link.getByText('nouveau').isVisible()).toBe(false);
    await stage.call('chat.postMessage', { channel: slackIds.private, text: 'Entre nous' });
    await link.getByText('nouveau').waitFor();
    await link.click();
    await page.getByText('Entre nous').waitFor();
    expect(await link.getByText('nouveau').isVisible()).toBe(false);
  });
});
