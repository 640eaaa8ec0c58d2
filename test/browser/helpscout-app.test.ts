import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sampleConversation, sampleMatch } from '../apps/helpscout-app/view-samples.ts';
import { button, commandsOf, frameOf, type Sidebars, startSidebars } from '../kit/helpscout-app-stage.ts';

let sidebars: Sidebars;
beforeAll(async () => {
  sidebars = await startSidebars();
});
afterEach(() => sidebars.leave());
afterAll(() => sidebars.close());

const open = (view = sampleConversation()) => sidebars.open({ view });
const requestId = sampleMatch().request.id;

describe('a person with a request', () => {
  it('is shown with the deal in a new tab, in a frame as high as its content', async () => {
    const visit = await open();
    await button(visit, 'Accepter').waitFor();
    const link = visit.sidebar.getByRole('link', { name: 'Mairie' });
    expect(await link.getAttribute('href')).toBe('https://example.pipedrive.com/deal/101');
    expect([await link.getAttribute('target'), await link.getAttribute('rel')]).toEqual([
      '_blank',
      'noopener noreferrer',
    ]);
    const scrolled = () =>
      frameOf(visit).evaluate(() => {
        const { scrollHeight, clientHeight, scrollWidth, clientWidth } = document.documentElement;
        return [scrollHeight - clientHeight, scrollWidth - clientWidth];
      });
    await expect.poll(scrolled).toEqual([0, 0]);
    expect(frameOf(visit).url()).toBe('https://app.example.test/surfaces/helpscout/sidebar');
    expect(visit.complaints).toEqual([]);
  });

  it('never runs what somebody wrote', async () => {
    const evil = '<img src=x onerror="document.title=1"><script>document.title=1</script>';
    const preview = { key: 'k', name: evil, preview: evil, isProposed: true, problem: evil };
    const visit = await open(
      sampleConversation({
        customer: { name: evil, emails: [evil] },
        matches: [
          sampleMatch(
            { reasons: [evil], warnings: [evil], organization: { id: 9, name: evil, siren: null } },
            {
              person: { name: evil, emails: [evil] },
              deal: { title: evil, url: 'javascript:document.title=1', owner: evil },
            },
          ),
        ],
        replies: [preview],
        trouble: evil,
      }),
    );
    await visit.sidebar.getByRole('heading', { name: evil }).waitFor();
    expect(await visit.sidebar.locator('img, script:not([src])').count()).toBe(0);
    expect(await visit.sidebar.locator('a').count()).toBe(0);
    expect(await frameOf(visit).title()).toBe('Passerelle');
    expect(visit.complaints).toEqual([]);
  });

  it('is refused with a reason, after the mail was read as text', async () => {
    const visit = await open();
    await button(visit, 'Refuser…').press('Enter');
    await visit.sidebar.getByLabel('Motif').selectOption('form-filler');
    await visit.sidebar.getByText('Motif : form-filler').waitFor();
    await visit.sidebar.getByLabel(/^Mot ajouté/).fill(' Bonne suite ');
    await button(visit, 'Refuser la demande').click();
    await expect
      .poll(() => commandsOf(visit))
      .toMatchObject([{ type: 'refuse-request', requestId, reason: 'form-filler', note: 'Bonne suite' }]);
    await button(visit, 'Refuser la demande').waitFor({ state: 'detached' });
  });

  it('closes a form with Escape, and the focus goes back to its button', async () => {
    const visit = await open();
    await button(visit, 'Demander un justificatif…').press('Enter');
    const field = visit.sidebar.getByLabel('Document à demander');
    await expect.poll(() => field.evaluate((it) => document.activeElement === it)).toBe(true);
    await field.press('Enter');
    await visit.sidebar.getByText('Indiquez le document à demander.').waitFor();
    await field.press('Escape');
    await field.waitFor({ state: 'detached' });
    const door = button(visit, 'Demander un justificatif…');
    expect(await door.evaluate((it) => document.activeElement === it)).toBe(true);
    expect(commandsOf(visit)).toEqual([]);
  });

  it('is linked where nothing tells that the conversation is about it', async () => {
    const visit = await open(
      sampleConversation({ isAboutAccounts: false, matches: [sampleMatch({}, { isLinked: false })] }),
    );
    await button(visit, 'Lier cette demande').click();
    await expect
      .poll(() => commandsOf(visit))
      .toMatchObject([{ type: 'link-conversation', conversationId: 4201, requestId }]);
  });

  it('is accepted, and the decision can be undone while there is time', async () => {
    const visit = await open();
    const decidedAt = new Date();
    const request = sampleMatch({
      step: 'accepting',
      revision: 2,
      decision: 'Acceptée : Client',
      decidedAt: decidedAt.toISOString(),
      decidedBy: 'Équipe support',
      decidedFrom: 'helpscout',
      undoUntil: new Date(decidedAt.getTime() + 60_000).toISOString(),
      allowedCommands: ['undo-decision'],
    }).request;
    visit.service.onCommand = () => ({ outcome: 'advanced', reason: null, view: request });
    await visit.sidebar.getByLabel('Où va l’affaire').selectOption({ label: 'Client' });
    await button(visit, 'Accepter').click();
    await visit.sidebar.getByText('par Équipe support depuis Help Scout').waitFor();
    await button(visit, 'Annuler').click();
    const [accept, undo] = commandsOf(visit);
    expect(accept).toMatchObject({ type: 'accept-request', requestId, target: 'client' });
    expect(undo).toMatchObject({ type: 'undo-decision', requestId });
  });

  it('keeps the id of a press that was not answered', async () => {
    const visit = await open();
    visit.service.unreachable.add('/api/commands');
    await button(visit, 'Accepter').click();
    await visit.sidebar.getByText('Passerelle ne répond pas').waitFor();
    visit.service.unreachable.clear();
    visit.service.onCommand = () => ({ outcome: 'ignored', reason: 'Déjà acceptée.', view: null });
    await button(visit, 'Réessayer').click();
    await visit.sidebar.getByText('Déjà acceptée.').waitFor();
    const [first, second] = commandsOf(visit);
    expect(first?.commandId).toMatch(/^[0-9a-f-]{36}$/);
    expect(second).toEqual(first);
  });
});

it('shows several that match, guesses none, and links the chosen one', async () => {
  const other = '7c3f4d2f-8a1f-4b63-8b8f-2e4b6a1d0c21';
  const person = { name: 'Direction', emails: ['direction@example.org'] };
  const visit = await open(
    sampleConversation({
      matches: [
        sampleMatch({}, { isLinked: false }),
        sampleMatch({ id: other }, { isLinked: false, person }),
      ],
    }),
  );
  await visit.sidebar.getByText('Plusieurs demandes correspondent').waitFor();
  expect(await button(visit, 'Accepter').count()).toBe(0);
  await visit.sidebar.getByRole('radio', { name: /Direction/ }).press('Space');
  await visit.sidebar.getByRole('heading', { name: 'Direction' }).waitFor();
  await button(visit, 'Lier cette demande').click();
  await expect
    .poll(() => commandsOf(visit))
    .toMatchObject([{ type: 'link-conversation', conversationId: 4201, requestId: other }]);
});

it('offers to open a request for somebody unknown, with what Help Scout knows', async () => {
  const visit = await open(sampleConversation({ matches: [] }));
  await visit.sidebar.getByText(/mairie@example\.org/).waitFor();
  await button(visit, 'Ouvrir une demande').press('Enter');
  expect(await visit.sidebar.getByLabel('Adresse e-mail').inputValue()).toBe('accueil@example.org');
  await visit.sidebar.getByLabel('Nom', { exact: true }).fill('');
  await button(visit, 'Ouvrir la demande').click();
  await visit.sidebar.getByText('Indiquez le nom de la personne.').waitFor();
  await visit.sidebar.getByLabel('Nom', { exact: true }).fill('Accueil');
  await visit.sidebar.getByLabel(/^Organisme/).fill('Mairie');
  await button(visit, 'Ouvrir la demande').click();
  await visit.sidebar.getByText(/^Demande enregistrée/).waitFor();
  const { commandId: _id, ...sent } = commandsOf(visit)[0] ?? {};
  expect(sent).toEqual({
    type: 'open-request-from-conversation',
    conversationId: 4201,
    name: 'Accueil',
    email: 'accueil@example.org',
    organization: 'Mairie',
  });
});

it('places the proposed reply, and Help Scout says when the draft is there', async () => {
  const visit = await open();
  const placed = {
    id: 'p',
    name: 'Demande compte admin',
    by: 'Support',
    at: '2026-11-22T12:00:00Z',
    problem: null,
  };
  const placing = sampleConversation({ placed: [{ ...placed, state: 'placing' }] });
  visit.service.onCommand = () => {
    visit.service.view = sampleConversation({ placed: [{ ...placed, state: 'draft' }] });
    return { outcome: 'advanced', reason: null, view: placing };
  };
  await visit.sidebar.getByText('Voici le formulaire.').waitFor();
  await button(visit, 'Placer en brouillon').click();
  await visit.sidebar.getByText('Brouillon', { exact: true }).waitFor();
  expect(commandsOf(visit)).toMatchObject([
    { type: 'place-saved-reply', conversationId: 4201, reply: 'valid' },
  ]);
  const told = () =>
    visit.page.evaluate(() => (globalThis as unknown as { told: { type: string; value: unknown }[] }).told);
  await expect.poll(told).toContainEqual(
    expect.objectContaining({
      type: 'SHOW_NOTIFICATION',
      value: expect.objectContaining({
        type: 'SUCCESS',
        message: expect.stringContaining('Brouillon placé'),
      }),
    }),
  );
});
