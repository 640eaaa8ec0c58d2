import { describe, expect, it } from 'vitest';
import { helpscoutIds, sidebarApp } from '../../../services/sandbox/src/helpscout/seed-helpscout.ts';
import { conversationPath } from '../../kit/helpscout-in-browser.ts';
import { helpscoutDesk, lineOf, type Way, ways } from './helpscout-stage.ts';

const desk = helpscoutDesk();

describe.each(ways)('by way of the %s', (way: Way) => {
  const open = (answers?: 'late' | 'never') =>
    desk.stage.open(conversationPath(desk.conversationId), answers ? { answers } : {}, way);

  it('the SDK is answered, named, sized and told what changes', async () => {
    const { page, surface, complaints } = await open();
    const line = (id: string) => expect.poll(lineOf(surface, id));
    await line('context').toBe('Compte administrateur | vente@example.org | Secretariat@Valmont.example.org');
    await line('referrer').toBe('https://secure.helpscout.net/');
    await line('name').toBe(`app-${sidebarApp.installationId}`);
    await line('styles').toMatch(/13px/);
    await expect.poll(() => page.locator('#surface').evaluate(({ style }) => style.height)).toBe('321px');
    await line('tags').toBe('');
    await page.getByLabel('Étiquette', { exact: true }).fill('compte-admin');
    await page.keyboard.press('Enter');
    await line('tags').toBe('compte-admin');
    desk.stage.sandbox.helpscout.acts.addTag({ conversationId: desk.conversationId, tag: 'urgent' });
    await line('tags').toBe('compte-admin urgent');
    expect(complaints).toEqual([]);
  });

  it('the app is opened with the signed query as it was made', async () => {
    const { surface } = await open();
    const asked = { conversationId: desk.conversationId, userId: helpscoutIds.sales };
    const { search } = new URL(desk.stage.sandbox.helpscout.acts.sidebarUrl(asked));
    await expect.poll(lineOf(surface, 'query')).toBe(search);
    expect(desk.stage.app.asked[0]?.url).toBe(`/surfaces/helpscout/sidebar${search}`);
    await surface.locator('#ask').click();
    await expect.poll(lineOf(surface, 'asked')).toBe('{"method":"POST","url":"/api/asked?b=2&a=1"}');
  });

  it('shows notifications and questions, and tells what was pressed', async () => {
    const { page, surface } = await open();
    await surface.locator('#notify').click();
    await page.getByRole('status').getByText('Posé en brouillon').waitFor();
    await page.getByRole('button', { name: 'Voir' }).click();
    await expect.poll(lineOf(surface, 'pressed')).toBe('seen');
    await surface.locator('#confirm').click();
    const dialog = page.getByRole('dialog', { name: 'Refuser la demande ?' });
    await dialog.getByText('Un mail partira.').waitFor();
    await dialog.getByRole('button', { name: 'Laisser' }).click();
    await expect.poll(lineOf(surface, 'pressed')).toBe('closed');
    await surface.locator('#confirm').click();
    await dialog.getByRole('button', { name: 'Refuser' }).click();
    await expect.poll(lineOf(surface, 'pressed')).toBe('confirmed');
  });

  it('copies, opens the side panel and closes it', async () => {
    const { page, context, surface } = await open();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await surface.locator('#copy').click();
    await page.getByRole('status').getByText('Lien copié').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('https://form.example.org');
    await surface.locator('#open').click();
    await expect.poll(lineOf(surface, 'panel')).toBe('true');
    const panel = page.frameLocator('.hs-side-panel iframe');
    await expect.poll(lineOf(panel, 'name')).toBe(`app-side-panel-${sidebarApp.installationId}`);
    await expect.poll(lineOf(panel, 'context')).toContain('Compte administrateur');
    await surface.locator('#close').dispatchEvent('click');
    await expect.poll(() => page.locator('.hs-side-panel').count()).toBe(0);
    await expect.poll(lineOf(surface, 'panel')).toBe('false');
  });

  it('answers late, or never, when it is told to', async () => {
    const never = await open('never');
    await expect.poll(() => never.page.locator('#app-messages').textContent()).toContain('GET_APP_CONTEXT');
    const { surface } = await open('late');
    await surface.locator('#context').waitFor({ state: 'attached' });
    expect(await lineOf(surface, 'context')()).toBe('');
    await expect.poll(lineOf(surface, 'context')).toContain('Compte administrateur');
    expect(await lineOf(never.surface, 'context')()).toBe('');
  });

  it('makes the SDK mute by a reload of the frame, and lets it speak again', async () => {
    const { page, surface } = await open();
    await expect.poll(lineOf(surface, 'context')).toContain('Compte');
    await page.getByText('Mauvais jours de la page').click();
    await page.getByRole('button', { name: 'Recharger le cadre (SDK muet)' }).click();
    await expect.poll(lineOf(surface, 'referrer')).toBe('');
    expect(await lineOf(surface, 'context')()).toBe('');
    await page.getByRole('button', { name: 'Rouvrir l’application' }).click();
    await expect.poll(lineOf(surface, 'context')).toContain('Compte');
    await surface.locator('#reload').click();
    // As the browser has it after a reload that the frame itself began.
    await expect.poll(lineOf(surface, 'referrer')).toContain('/surfaces/helpscout/sidebar?');
    expect(await lineOf(surface, 'context')()).toBe('');
  });

  it('tells the app of another conversation in the same frame', async () => {
    const { acts } = desk.stage.sandbox.helpscout;
    const other = acts.mailArrives({ from: 'b@example.org', subject: 'Autre', html: 'Bis' });
    acts.addTag({ conversationId: other.conversationId, tag: 'autre' });
    const { page, surface } = await open();
    await expect.poll(lineOf(surface, 'context')).toContain('Compte administrateur');
    await page.getByText('Mauvais jours de la page').click();
    const choice = page.getByLabel('Passer à une autre conversation dans le même cadre');
    await choice.selectOption(String(other.conversationId));
    await expect.poll(lineOf(surface, 'tags')).toBe('autre');
    await choice.selectOption('');
    await expect.poll(lineOf(surface, 'tags')).toBe('');
    expect(desk.stage.app.asked.filter(({ url }) => url.includes('/sidebar?'))).toHaveLength(1);
  });

  it('hears nobody but the app in its frame', async () => {
    const { page, surface } = await open();
    await expect.poll(lineOf(surface, 'context')).toContain('Compte');
    await page.evaluate(() => {
      const name = document.querySelector<HTMLIFrameElement>('#surface')?.name;
      window.postMessage({ type: 'SET_APP_HEIGHT', value: 999, iframeId: name }, '*');
      window.postMessage(null, '*');
    });
    await surface.locator('#notify').click();
    await page.getByText('Posé en brouillon').waitFor();
    expect(await page.locator('#surface').evaluate(({ style }) => style.height)).toBe('321px');
  });
});
