import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { ConversationView } from '#core/contract/conversation-view.ts';
import { sampleConversation, sampleMatch } from '../apps/helpscout-app/view-samples.ts';
import { sampleEffect } from '../apps/pipedrive-extension/request-samples.ts';
import { axeProblems } from '../kit/axe.ts';
import { frameOf, type Sidebars, startSidebars } from '../kit/helpscout-app-stage.ts';
import { keepPicture } from '../kit/pictures.ts';

let sidebars: Sidebars;
beforeAll(async () => {
  sidebars = await startSidebars();
});
afterEach(() => sidebars.leave());
afterAll(() => sidebars.close());

const at = '2026-11-22T12:00:00.000Z';
const problem = {
  word: 'broken',
  title: 'Refusé par Help Scout',
  detail: 'Prévenez un administrateur.',
} as const;
const long = 'Communauté-de-communes-des-Hauts-de-Quelque-Part-et-des-environs';

const views: Record<string, ConversationView> = {
  pending: sampleConversation({
    matches: [
      sampleMatch(
        {
          priority: true,
          reasons: ['Mairie de plus de 3 500 habitants'],
          warnings: ['Une autre affaire est ouverte'],
          organization: { id: 9, name: long, siren: null },
          allowedCommands: ['accept-request', 'refuse-request', 'ask-for-evidence', 'record-evidence'],
          journal: [{ at, text: 'Demande reçue', detail: null, by: null, from: null, outcome: 'advanced' }],
        },
        { person: { name: 'Accueil', emails: [`${long}@example.org`] } },
      ),
    ],
    answer: { waitingSince: at, dueAt: '2099-11-23T12:00:00Z', isLate: false, tookMinutes: null },
    earlier: [
      {
        number: 12,
        subject: long,
        at,
        webUrl: 'https://secure.helpscout.net/conversation/1/12',
        isAboutAccounts: true,
      },
    ],
  }),
  decided: sampleConversation({
    matches: [
      sampleMatch(
        {
          step: 'accepted',
          decision: 'Acceptée : Suspect',
          decidedAt: at,
          decidedBy: 'Équipe vente',
          decidedFrom: 'console',
          activationSentAgainAt: at,
          documents: [
            { name: `${long}.pdf`, size: 120_000, at, url: 'https://secure.helpscout.net/conversation/1/12' },
          ],
          allowedCommands: ['renew-activation', 'retry-effect'],
          effects: [sampleEffect({ state: 'dead-letter', problem, label: 'Envoyer le mail' })],
        },
        { account: { state: 'expired', text: 'Lien d’activation expiré', expiresAt: at } },
      ),
    ],
    placed: [
      { id: 'p', name: 'Demande', by: 'Support', at, state: 'failed', problem: 'Refusé par Help Scout' },
    ],
    answer: { waitingSince: null, dueAt: at, isLate: false, tookMinutes: 130 },
    effects: [
      sampleEffect({ id: 'other', state: 'retrying', dueAt: at, label: 'Étiqueter la conversation' }),
    ],
  }),
  proposed: sampleConversation({
    matches: [
      sampleMatch({
        proposal: {
          type: 'refuse-request',
          by: 'Équipe vente',
          from: 'Slack',
          at,
          text: 'Refuser : Particulier',
          note: 'Bonne suite',
          mine: false,
        },
        allowedCommands: ['confirm-decision', 'withdraw-proposal', 'accept-request'],
        shadow: true,
      }),
    ],
    answer: { waitingSince: at, dueAt: at, isLate: true, tookMinutes: null },
    trouble: 'Help Scout n’a pas pu être lu : ceci date de 14:03.',
  }),
  several: sampleConversation({
    matches: [
      sampleMatch({}, { isLinked: false }),
      sampleMatch({ id: 'two', step: 'refused' }, { isLinked: false }),
    ],
  }),
  unknown: sampleConversation({ matches: [], replies: [], sendsAtOnce: true }),
};

const looks = Object.keys(views).flatMap((name) => [
  { name, locale: 'fr-FR', theme: 'light', widthPx: 250 } as const,
  { name, locale: 'en-GB', theme: 'dark', widthPx: 320 } as const,
]);

it.each(looks)('$name looks right at $widthPx px, $theme, $locale', async ({ name, ...visitor }) => {
  const view = views[name] ?? sampleConversation();
  const { page, sidebar, complaints } = await sidebars.open({ view, ...visitor });
  await sidebar.getByRole('heading', { level: 2 }).first().waitFor();
  for (const part of await sidebar.locator('summary').all()) {
    if (!(await part.evaluate(({ parentElement }) => parentElement?.hasAttribute('open'))))
      await part.click();
  }
  for (const name of await sidebar.locator('button[aria-expanded]').allTextContents()) {
    await sidebar.getByRole('button', { name }).click();
    await sidebar.locator('form').waitFor();
  }
  await sidebar.locator('.skeleton').first().waitFor({ state: 'detached' });
  const frame = frameOf({ page });
  expect(await axeProblems(frame)).toEqual([]);
  const tooWidePx = await frame.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(tooWidePx).toBeLessThanOrEqual(0);
  await keepPicture(page, `helpscout ${name} ${visitor.theme} ${visitor.locale}`);
  expect(complaints).toEqual([]);
});
