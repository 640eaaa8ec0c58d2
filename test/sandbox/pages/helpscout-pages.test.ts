import { describe, expect, it } from 'vitest';
import { threadsOf } from '../../../services/sandbox/src/helpscout/lookup.ts';
import { helpscoutIds } from '../../../services/sandbox/src/helpscout/seed-helpscout.ts';
import { axeProblems } from '../../kit/axe.ts';
import { leadsOn } from '../../kit/browser.ts';
import { examinePage, looks } from '../../kit/every-look.ts';
import { conversationPath, entryIn, letMailArrive } from '../../kit/helpscout-in-browser.ts';
import { helpscoutDesk, mail } from './helpscout-stage.ts';

const evil = '<script>alert("x")</script>\'&<img src=x onerror=alert(1)>';
const desk = helpscoutDesk();

const memory = () => desk.stage.sandbox.helpscout.memory;
const conversation = () => memory().conversations.find(({ id }) => id === desk.conversationId);
const newest = () => threadsOf(desk.stage.sandbox.helpscout, desk.conversationId)[0];

describe('the inboxes', () => {
  it('show their folders, and find by any word', async () => {
    const { page } = await desk.stage.open();
    await page.getByRole('heading', { name: 'Support : Non attribuées' }).waitFor();
    const line = page.locator('#hs-list').getByRole('link');
    expect(await line.allTextContents()).toEqual([expect.stringContaining('Compte administrateur')]);
    const { acts } = desk.stage.sandbox.helpscout;
    acts.assign({ conversationId: desk.conversationId, assigneeId: helpscoutIds.sales });
    await expect.poll(() => line.count()).toBe(0);
    await leadsOn(page, () =>
      page
        .getByRole('link', { name: /^Les miennes/ })
        .first()
        .click(),
    );
    expect(await line.count()).toBe(1);
    acts.setStatus({ conversationId: desk.conversationId, status: 'closed' });
    await leadsOn(page, () =>
      page
        .getByRole('link', { name: /^Closes/ })
        .first()
        .click(),
    );
    expect(await line.count()).toBe(1);
    await page.getByLabel('Rechercher').fill('secretariat@VALMONT compte');
    await leadsOn(page, () => page.keyboard.press('Enter'));
    expect(await line.count()).toBe(1);
    await page.getByLabel('Rechercher').fill('rien de tel');
    await leadsOn(page, () => page.keyboard.press('Enter'));
    await page.getByText('Rien ici.').waitFor();
  });

  it('are for whoever one is', async () => {
    desk.stage.sandbox.helpscout.acts.assign({
      conversationId: desk.conversationId,
      assigneeId: helpscoutIds.trainee,
    });
    const { page } = await desk.stage.open('/helpscout?folder=mine');
    expect(await page.locator('#hs-list').getByRole('link').count()).toBe(0);
    await leadsOn(page, () => page.getByLabel('Vous êtes').selectOption({ label: 'Stagiaire Accueil' }));
    expect(await page.locator('#hs-list').getByRole('link').count()).toBe(1);
    await page.goto(`${desk.stage.sandbox.url}${conversationPath(desk.conversationId)}`);
    await page.getByLabel('Votre réponse').fill('De ma part');
    await page.getByRole('button', { name: 'Ajouter une note' }).click();
    await entryIn(page, 'De ma part').waitFor();
    expect(newest()?.createdBy).toEqual({ type: 'user', id: helpscoutIds.trainee });
  });
});

describe('a mail that arrives', () => {
  it('is written on the page, with a file, and begins a conversation', async () => {
    const { page } = await desk.stage.open('/helpscout/new-mail');
    const written = { ...mail, from: 'autre@example.org', subject: 'Autre', text: 'Bonjour,\nvoici.' };
    const file = { name: 'arrêté.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 é') };
    const id = await letMailArrive(page, { ...written, file });
    await page.getByRole('heading', { name: /^Autre/ }).waitFor();
    const [thread] = threadsOf(desk.stage.sandbox.helpscout, id);
    expect(thread?.body).toBe('Bonjour,<br />voici.');
    const [kept] = thread?.attachments ?? [];
    expect(kept).toMatchObject({ filename: 'arrêté.pdf', mimeType: 'application/pdf', size: 11 });
    const sent = await fetch(`${desk.stage.sandbox.url}/helpscout/attachment/${kept?.id}`);
    expect(await sent.text()).toBe('%PDF-1.7 é');
    expect(sent.headers.get('content-disposition')).toContain('attachment');
  });

  it('is answered by the customer, and sorted', async () => {
    const { page } = await desk.stage.open(conversationPath(desk.conversationId));
    await page.getByText('Le client répond…').click();
    await page.getByLabel('Ce que le client écrit').fill('Voici la pièce.');
    await page.getByRole('button', { name: 'Faire arriver la réponse' }).click();
    await entryIn(page, 'Voici la pièce.').waitFor();
    await page.getByLabel('Statut').selectOption({ label: 'En attente' });
    await expect.poll(() => conversation()?.status).toBe('pending');
    await page.getByLabel('Attribuée à').selectOption({ label: 'Responsable commercial' });
    await expect.poll(() => conversation()?.assigneeId).toBe(helpscoutIds.manager);
    await page.getByLabel('Étiquette', { exact: true }).fill('Compte-Admin');
    await page.getByRole('button', { name: 'Ajouter', exact: true }).click();
    await page.getByRole('button', { name: 'Retirer l’étiquette compte-admin' }).click();
    await expect.poll(() => conversation()?.tags).toEqual([]);
  });
});

describe('without scripts', () => {
  const post = (path: string, fields: Record<string, string>) =>
    fetch(`${desk.stage.sandbox.url}${path}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });

  it('forms work, and lead to where their outcome is seen', async () => {
    const sent = await post(`${conversationPath(desk.conversationId)}/reply`, {
      text: 'Bonjour',
      kind: 'note',
    });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, conversationPath(desk.conversationId)]);
    expect(newest()).toMatchObject({ type: 'note', body: 'Bonjour' });
    const arriving = {
      name: 'A',
      from: 'a@example.org',
      subject: 'S',
      text: 'T',
      mailboxId: '302',
      file: 'a.pdf',
    };
    const arrived = await post('/helpscout/acts/new-mail', arriving);
    expect(arrived.headers.get('location')).toMatch(/^\/helpscout\/conversation\/\d+$/);
  });

  it('what Help Scout does not allow is told in words', async () => {
    const wrong = await post(`${conversationPath(desk.conversationId)}/merge`, { number: '7' });
    expect([wrong.status, await wrong.text()]).toEqual([
      400,
      expect.stringContaining('There is no conversation #7.'),
    ]);
    const empty = await post(`${conversationPath(desk.conversationId)}/reply`, { text: ' ' });
    expect(empty.status).toBe(400);
    expect(threadsOf(desk.stage.sandbox.helpscout, desk.conversationId)).toHaveLength(1);
  });
});

describe('what happens now and then', () => {
  it('is followed: a merged conversation, a merged and a deleted customer', async () => {
    const { acts } = desk.stage.sandbox.helpscout;
    const other = acts.mailArrives({ from: 'b@example.org', name: 'B', subject: 'Bis', html: 'Bis' });
    const number = memory().conversations.find(({ id }) => id === other.conversationId)?.number;
    const { page } = await desk.stage.open(conversationPath(desk.conversationId));
    await page.getByText('Fusionner, supprimer').click();
    await page.getByLabel('Fusionner le client dans celui de l’adresse').fill('b@example.org');
    await leadsOn(page, () => page.getByRole('button', { name: 'Fusionner le client' }).click());
    expect(await page.locator('.hs-emails').textContent()).toContain('Secretariat@Valmont.example.org');
    await page.getByText('Fusionner, supprimer').click();
    await page.getByLabel('Fusionner dans la conversation n°').fill(String(number));
    await leadsOn(page, () => page.getByRole('button', { name: 'Fusionner', exact: true }).click());
    await page.getByRole('heading', { name: /^Bis/ }).waitFor();
    await entryIn(page, 'Puis-je avoir un compte ?').waitFor();
    await page.goto(`${desk.stage.sandbox.url}${conversationPath(desk.conversationId)}`);
    await page.getByRole('heading', { name: /^Bis/ }).waitFor();
    await page.getByText('Fusionner, supprimer').click();
    await leadsOn(page, () => page.getByRole('button', { name: 'Supprimer le client' }).click());
    const gone = await page.goto(`${desk.stage.sandbox.url}${conversationPath(other.conversationId)}`);
    expect(gone?.status()).toBe(404);
  });
});

describe('HTML of others', () => {
  it('runs nowhere', async () => {
    const { acts } = desk.stage.sandbox.helpscout;
    const { conversationId: id } = acts.mailArrives({
      from: 'evil@example.org',
      name: evil,
      subject: evil,
      html: evil,
      attachments: [{ fileName: evil, mimeType: 'text/html', data: '' }],
    });
    acts.addTag({ conversationId: id, tag: evil });
    acts.agentReplies({ conversationId: id, html: evil, isDraft: true });
    acts.renameSavedReply({ id: helpscoutIds.valid, name: evil });
    acts.editSavedReply({ id: helpscoutIds.valid, text: evil });
    const paths = [
      '/helpscout',
      '/helpscout?q=%3Cscript%3E',
      conversationPath(id),
      '/helpscout/saved-replies',
    ];
    for (const path of [...paths, '/helpscout/new-mail']) {
      const response = await fetch(`${desk.stage.sandbox.url}${path}`);
      const text = await response.text();
      expect([path, response.status]).toEqual([path, 200]);
      expect(text.replaceAll('\\u003cscript>', ''), path).not.toMatch(/<script>|<img src=x/);
    }
  });
});

describe('the start page', () => {
  it('leads to Help Scout, counts its conversations and switches its bad days on', async () => {
    const { page } = await desk.stage.open('/');
    const step = page.getByRole('listitem').filter({ hasText: 'Ou répondez dans Help Scout' });
    expect(await step.getByText('Conversations : 1').count()).toBe(1);
    const bad = page.getByRole('form', { name: 'Help Scout', exact: true });
    await bad.getByLabel('Panne').selectOption('en panne (500)');
    await bad.getByRole('button', { name: 'Allumer' }).click();
    await page.getByRole('button', { name: 'Arrêter' }).waitFor();
    expect(desk.stage.sandbox.misbehaviour.list()).toMatchObject([
      { vendor: 'helpscout', kind: '500', count: 1 },
    ]);
    await step.getByRole('link', { name: 'Ouvrir Help Scout' }).click();
    await page.getByRole('heading', { name: 'Support : Non attribuées' }).waitFor();
  });
});

describe.each(looks)('in $locale, $theme', (look) => {
  it.each(['conversation', 'inbox', 'new-mail', 'saved-replies'])(
    'the page %s is for everybody, narrow and wide',
    async (name) => {
      const { acts } = desk.stage.sandbox.helpscout;
      acts.agentReplies({ conversationId: desk.conversationId, html: 'Voici.', isDraft: true });
      acts.addTag({ conversationId: desk.conversationId, tag: 'compte-admin' });
      acts.agentNotes({ conversationId: desk.conversationId, html: 'Une note' });
      const paths: Record<string, string> = {
        conversation: conversationPath(desk.conversationId),
        inbox: '/helpscout',
      };
      const { page, complaints } = await desk.stage.open(paths[name] ?? `/helpscout/${name}`, look);
      for (const summary of await page.locator('summary').all()) await summary.click();
      await examinePage(page, `helpscout ${name} ${look.locale}`);
      expect(await axeProblems(page)).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );
});
