import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sampleConversation } from '../apps/helpscout-app/view-samples.ts';
import { button, commandsOf, frameOf, type Sidebars, startSidebars } from '../kit/helpscout-app-stage.ts';

let sidebars: Sidebars;
beforeAll(async () => {
  sidebars = await startSidebars();
});
afterEach(() => sidebars.leave());
afterAll(() => sidebars.close());

const open = (visitor: { locale?: string; answersAfterMs?: number | null } = {}) =>
  sidebars.open({ view: sampleConversation(), ...visitor });

describe('the page around', () => {
  it('need not answer', async () => {
    const visit = await open({ answersAfterMs: null });
    await button(visit, 'Accepter').waitFor();
    expect(visit.complaints).toEqual([]);
  });

  it('hears nothing after a reload inside the frame: told, everything else works', async () => {
    const visit = await open();
    await button(visit, 'Accepter').waitFor();
    await frameOf(visit).evaluate(() => location.reload());
    await visit.sidebar.getByText('Help Scout n’entend plus ce panneau latéral').waitFor();
    const way = visit.sidebar.getByRole('link', { name: 'Rouvrir la conversation' });
    expect(await way.getAttribute('href')).toBe(sampleConversation().webUrl);
    await button(visit, 'Accepter').click();
    await expect.poll(() => commandsOf(visit).length).toBe(1);
    expect(visit.complaints).toEqual([]);
  });

  it('may move on to another conversation: nothing of the former one is offered', async () => {
    const visit = await open();
    await button(visit, 'Accepter').waitFor();
    await visit.page.evaluate('show(4202)');
    await visit.sidebar.getByText('Help Scout montre une autre conversation').waitFor();
    expect(await button(visit, 'Accepter').count()).toBe(0);
    await visit.page.evaluate('show(4201)');
    await button(visit, 'Accepter').waitFor();
  });
});

describe('trouble', () => {
  it('is told in the service’s words, and passes', async () => {
    const visit = await open();
    await button(visit, 'Accepter').waitFor();
    visit.service.problems['/api/conversations/4201'] = {
      status: 503,
      title: 'Help Scout ne répond pas',
      detail: 'Passerelle réessaie toute seule.',
    };
    await button(visit, 'Accepter').click();
    await visit.sidebar.getByText('Help Scout ne répond pas').waitFor();
    await visit.sidebar.getByText(/Passerelle réessaie toute seule/).waitFor();
    visit.service.problems = {};
    await button(visit, 'Accepter').click();
    await visit.sidebar.getByText('Help Scout ne répond pas').waitFor({ state: 'detached' });
  });

  it('says who has to act for an agent nobody knows', async () => {
    const visit = await open({ locale: 'en-GB', answersAfterMs: null });
    visit.service.problems['/api/sessions'] = {
      status: 403,
      title: 'Unknown agent',
      detail: 'A Pipedrive user with the same address is missing.',
    };
    await visit.page.reload();
    await visit.sidebar.getByText('Unknown agent').waitFor();
    await visit.sidebar.getByText('A Pipedrive user with the same address is missing.').waitFor();
    visit.service.problems = {};
    await button(visit, 'Try again').click();
    await button(visit, 'Accept').waitFor();
  });
});
