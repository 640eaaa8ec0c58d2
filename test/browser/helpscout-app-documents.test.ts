import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sampleConversation, sampleMatch } from '../apps/helpscout-app/view-samples.ts';
import { button, commandsOf, type Sidebars, startSidebars } from '../kit/helpscout-app-stage.ts';

let sidebars: Sidebars;
beforeAll(async () => {
  sidebars = await startSidebars();
});
afterEach(() => sidebars.leave());
afterAll(() => sidebars.close());

const open = (view = sampleConversation()) => sidebars.open({ view });
const requestId = sampleMatch().request.id;

describe('a request', () => {
  it('has a file of the conversation as evidence; one that cannot be taken says why', async () => {
    const file = { size: 120_000, at: '2026-11-22T12:00:00Z' };
    const visit = await open(
      sampleConversation({
        matches: [sampleMatch({ step: 'awaiting-evidence', allowedCommands: ['record-evidence'] })],
        attachments: [
          { id: 1, name: 'vide.pdf', problem: 'Ce fichier est vide.', ...file, size: 0 },
          { id: 2, name: 'arrêté.pdf', problem: null, ...file },
        ],
      }),
    );
    await button(visit, 'Justificatif reçu…').click();
    expect(await visit.sidebar.getByLabel(/vide\.pdf/).isDisabled()).toBe(true);
    await visit.sidebar.getByText('Ce fichier est vide.').waitFor();
    await button(visit, 'Enregistrer le justificatif').click();
    await expect
      .poll(() => commandsOf(visit))
      .toMatchObject([
        { type: 'record-evidence', requestId, attachment: { conversationId: 4201, attachmentId: 2 } },
      ]);
  });

  it('may have its document before anybody asked for one, and then only as a file', async () => {
    const file = { size: 120_000, at: '2026-11-22T12:00:00Z' };
    const visit = await open(
      sampleConversation({
        attachments: [
          { id: 1, name: 'vide.pdf', problem: 'Ce fichier est vide.', ...file, size: 0 },
          { id: 2, name: 'arrêté.pdf', problem: null, ...file },
        ],
      }),
    );
    await button(visit, 'Justificatif reçu…').click();
    expect(await visit.sidebar.getByRole('radio', { name: /arrêté\.pdf/ }).isChecked()).toBe(true);
    expect(await visit.sidebar.getByText('Aucun : reçu autrement').count()).toBe(0);
    await button(visit, 'Enregistrer le justificatif').click();
    await expect
      .poll(() => commandsOf(visit))
      .toMatchObject([
        { type: 'record-evidence', requestId, attachment: { conversationId: 4201, attachmentId: 2 } },
      ]);
  });

  it('whose conversation has no file that can be taken gets no such button', async () => {
    const empty = {
      id: 1,
      name: 'vide.pdf',
      size: 0,
      at: '2026-11-22T12:00:00Z',
      problem: 'Ce fichier est vide.',
    };
    const visit = await open(sampleConversation({ attachments: [empty] }));
    await button(visit, 'Demander un justificatif…').waitFor();
    expect(await button(visit, 'Justificatif reçu…').count()).toBe(0);
  });
});

it('names the customer’s other conversations by their numbers, in the reader’s words', async () => {
  const earlier = {
    subject: 'Facture',
    at: '2026-11-20T12:00:00Z',
    webUrl: 'https://secure.helpscout.net/conversation/9/12/',
  };
  const view = sampleConversation({ earlier: [{ ...earlier, number: 12, isAboutAccounts: true }] });
  const french = await open(view);
  await french.sidebar.getByText('Autres conversations (1)').click();
  await french.sidebar.getByText(/n°\u00a012 · /).waitFor();
  const english = await sidebars.open({ view, locale: 'en-GB' });
  await english.sidebar.getByText('Other conversations (1)').click();
  await english.sidebar.getByText(/no\.\u00a012 · /).waitFor();
});
