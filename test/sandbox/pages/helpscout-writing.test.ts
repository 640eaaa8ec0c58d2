import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { threadsOf } from '../../../services/sandbox/src/helpscout/lookup.ts';
import { helpscoutIds } from '../../../services/sandbox/src/helpscout/seed-helpscout.ts';
import { leadsOn } from '../../kit/browser.ts';
import { conversationPath, draftsIn } from '../../kit/helpscout-in-browser.ts';
import { tabTo } from '../../kit/keyboard.ts';
import { helpscoutDesk } from './helpscout-stage.ts';

const desk = helpscoutDesk();

const memory = () => desk.stage.sandbox.helpscout.memory;
const newest = () => threadsOf(desk.stage.sandbox.helpscout, desk.conversationId)[0];
const addDraft = (html = 'Voici le <a href="https://f.example.org/x">formulaire</a>.') =>
  desk.stage.sandbox.helpscout.acts.agentReplies({
    conversationId: desk.conversationId,
    html,
    isDraft: true,
  });

describe('a draft', () => {
  it('is shown as one, changed and sent by keyboard alone', async () => {
    addDraft();
    const { page } = await desk.stage.open(conversationPath(desk.conversationId));
    await draftsIn(page).getByText('Brouillon', { exact: true }).waitFor();
    expect(memory().mailsSent).toEqual([]);
    await tabTo(page, draftsIn(page).getByText('Modifier'));
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('Bonjour, voici.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => newest()?.body).toBe('Bonjour, voici.');
    await tabTo(page, draftsIn(page).getByRole('button', { name: 'Envoyer' }));
    await page.keyboard.press('Enter');
    await expect.poll(() => draftsIn(page).count()).toBe(0);
    expect(memory().mailsSent).toMatchObject([{ to: ['Secretariat@Valmont.example.org'] }]);
    expect(await focusedId(page)).toBe(`thread-${newest()?.id}`);
  });

  it('is thrown away', async () => {
    addDraft();
    const { page } = await desk.stage.open(conversationPath(desk.conversationId));
    await draftsIn(page).getByRole('button', { name: 'Supprimer' }).click();
    await expect.poll(() => draftsIn(page).count()).toBe(0);
    expect(memory().mailsSent).toEqual([]);
  });

  it('that is gone meanwhile is told, without leaving the page', async () => {
    const threadId = addDraft();
    const { page } = await desk.stage.open(conversationPath(desk.conversationId));
    await page.getByLabel('Votre réponse').fill('Non perdu');
    desk.stage.sandbox.helpscout.acts.agentDiscardsDraft({ threadId });
    await draftsIn(page).getByRole('button', { name: 'Envoyer' }).click();
    await page.getByRole('status').getByText(`There is no draft ${threadId}.`).waitFor();
    expect(await page.getByLabel('Votre réponse').inputValue()).toBe('Non perdu');
  });
});

describe('what is typed', () => {
  it('stays while other things change, also when the focus is elsewhere', async () => {
    addDraft();
    const { page } = await desk.stage.open(conversationPath(desk.conversationId));
    await draftsIn(page).getByText('Modifier').click();
    await page.getByLabel('Texte du brouillon').fill('À moitié');
    await page.getByLabel('Votre réponse').fill('Aussi');
    desk.stage.sandbox.helpscout.acts.addTag({ conversationId: desk.conversationId, tag: 'vu' });
    await page.locator('#hs-head').getByText('vu', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Ajouter une note' }).click();
    await expect.poll(() => page.getByLabel('Votre réponse').inputValue()).toBe('');
    expect(await page.getByLabel('Texte du brouillon').inputValue()).toBe('À moitié');
  });
});

describe('saved replies', () => {
  it('are inserted with their variables, but not our placeholder, and sent by hand', async () => {
    const { page } = await desk.stage.open(conversationPath(desk.conversationId));
    await page.getByLabel('Insérer une réponse enregistrée').selectOption({ label: 'Demande compte admin' });
    const field = page.getByLabel('Votre réponse');
    await expect.poll(() => field.inputValue()).toMatch(/^Bonjour Secrétariat,[\s\S]*\{\{formUrl\}\}/);
    await page.getByRole('button', { name: 'Envoyer la réponse' }).click();
    await expect.poll(() => newest()?.savedReplyId).toBe(helpscoutIds.valid);
    await expect.poll(() => field.inputValue()).toBe('');
    expect(newest()).toMatchObject({ type: 'message', state: 'published' });
  });

  it('are renamed, edited and deleted', async () => {
    const { page } = await desk.stage.open(`/helpscout/saved-replies?inbox=${helpscoutIds.inbox}`);
    await page.getByText('Demande compte admin', { exact: true }).click();
    await page.getByLabel('Nom').first().fill('Demande de compte');
    await page.getByLabel('Texte (HTML)').first().fill('<p>Bonjour</p>');
    await leadsOn(page, () => page.getByRole('button', { name: 'Enregistrer' }).first().click());
    const kept = () => memory().savedReplies.find(({ id }) => id === helpscoutIds.valid);
    expect(kept()).toMatchObject({ name: 'Demande de compte', text: '<p>Bonjour</p>' });
    await page.getByText('Demande de compte', { exact: true }).click();
    await leadsOn(page, () => page.getByRole('button', { name: 'Supprimer Demande de compte' }).click());
    expect(kept()).toBeUndefined();
  });
});

function focusedId(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.activeElement?.id);
}
