import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addDeskWebhook,
  conversationOf,
  deskIds,
  mailArrives,
  threadsIn,
} from '../../kit/helpscout-world.ts';
import { besideConversation } from '../../kit/sidebar-calls.ts';
import { eventually, startWorld, type World } from '../../kit/start-world.ts';

const settings = {
  publicForm: { enabled: true },
  helpscout: { languages: { 'Support EN': 'en' } },
  savedReplies: {
    valid: { fr: 'Demande compte admin', en: 'Demande compte admin (EN)' },
    individualOrCompany: 'Demande compte admin particulier / entreprise',
  },
};

let world: World;
beforeAll(async () => {
  world = await startWorld({ helpscout: true, settings });
});
afterAll(() => world.stop());

describe('the sidebar of somebody nobody knows', () => {
  it('is not empty at the first opening, though no webhook told of it', async () => {
    const { conversationId } = mailArrives(world, {
      from: 'Nouvelle.Personne@mairie.example.org',
      name: 'Nouvelle Personne',
      subject: 'Question <b>compte admin</b>',
    });
    const beside = await besideConversation(world, conversationId);
    const view = await beside.view();
    expect(view).toMatchObject({
      conversationId,
      subject: 'Question <b>compte admin</b>',
      isAboutAccounts: true,
      customer: { name: 'Nouvelle Personne', emails: ['nouvelle.personne@mairie.example.org'] },
      matches: [],
      prefilled: { name: 'Nouvelle Personne', email: 'nouvelle.personne@mairie.example.org' },
      trouble: null,
      sendsAtOnce: false,
    });
    const [question] = threadsIn(world, conversationId);
    const { answer } = await eventually(async () => {
      const now = await beside.view();
      return now.answer.waitingSince !== null && now;
    });
    expect(answer).toMatchObject({ isLate: false, tookMinutes: null });
    expect(Date.parse(answer.waitingSince ?? '')).toBe(Date.parse(question?.createdAt ?? ''));
    expect(Date.parse(answer.dueAt ?? '')).toBeGreaterThan(Date.now());
  });

  it('proposes the reply with the form, filled in, each inbox in its own words', async () => {
    const { conversationId } = mailArrives(world, { from: 'a@mairie.example.org', name: 'Camille Essai' });
    const beside = await besideConversation(world, conversationId);
    const view = await eventually(async () => {
      const now = await beside.view();
      return now.replies.every(({ problem }) => problem === null) && now;
    });
    expect(view.replies.map(({ key, isProposed }) => [key, isProposed])).toEqual([
      ['valid', true],
      ['individualOrCompany', false],
    ]);
    const [proposed] = view.replies;
    expect(proposed).toMatchObject({ name: 'Demande compte admin', problem: null });
    expect(proposed?.preview).toContain('Bonjour Camille,');
    expect(proposed?.preview).toContain(`${world.nodes[0]?.url}/request`);
    expect(proposed?.preview).not.toMatch(/[{<]/);

    const { conversationId: english } = mailArrives(world, {
      from: 'b@town.example.org',
      name: 'Robin',
      mailboxId: deskIds.englishInbox,
    });
    const { replies } = await (await besideConversation(world, english)).view();
    expect(replies).toMatchObject([
      { name: 'Demande compte admin (EN)', problem: null, preview: expect.stringContaining('Hello Robin,') },
      { preview: '', problem: expect.stringContaining('Créez-la dans Help Scout') },
    ]);
  });
});

describe('the sidebar of somebody who asked', () => {
  it('shows the request, found by any of the customer’s addresses, capitals or not', async () => {
    const { dealId, email } = await world.form({ name: 'Personne Trouvée' });
    const request = await world.requestOf(dealId);
    const { conversationId, customerId } = mailArrives(world, { from: 'privee@example.org' });
    world.sandbox.helpscout.acts.addCustomerEmail({ customerId, email: email.toUpperCase() });
    const view = await (await besideConversation(world, conversationId)).view();
    expect(view.matches).toMatchObject([
      {
        person: { name: 'Personne Trouvée', emails: [email] },
        request: { id: request.id, step: 'pending' },
        deal: { title: request.dealTitle },
        account: null,
      },
    ]);
    expect(view.matches[0]?.request.allowedCommands).toContain('accept-request');
    expect(view.matches[0]?.deal?.url).toMatch(new RegExp(`/deal/${dealId}$`));
  });

  it('shows both persons that match, and links neither', async () => {
    const first = await world.form({ name: 'Première Personne' });
    const second = await world.form({ name: 'Seconde Personne' });
    await Promise.all([world.requestOf(first.dealId), world.requestOf(second.dealId)]);
    const { conversationId, customerId } = mailArrives(world, { from: first.email });
    world.sandbox.helpscout.acts.addCustomerEmail({ customerId, email: second.email });
    const beside = await besideConversation(world, conversationId);
    const view = await beside.view();
    expect(view.matches.map(({ person }) => person.name).toSorted()).toEqual([
      'Première Personne',
      'Seconde Personne',
    ]);
    expect(view.matches.map(({ isLinked }) => isLinked)).toEqual([false, false]);
    expect(view.replies.filter(({ isProposed }) => isProposed)).toEqual([]);

    const chosen = view.matches.find(({ person }) => person.name === 'Seconde Personne');
    const linked = await beside.command({ type: 'link-conversation', requestId: chosen?.request.id });
    expect(linked).toMatchObject({ status: 200, body: { outcome: 'advanced' } });
    const after = await eventually(async () => {
      const now = await beside.view();
      return now.matches[0]?.isLinked === true && now;
    });
    expect(after.matches[0]?.person.name).toBe('Seconde Personne');
  });

  it('does not show who may decide nothing any button, but all the rest', async () => {
    const { dealId, email } = await world.form();
    await world.requestOf(dealId);
    const { conversationId } = mailArrives(world, { from: email });
    const view = await (await besideConversation(world, conversationId, deskIds.trainee)).view();
    expect(view.matches[0]?.request.allowedCommands).toEqual([]);
    expect(view.replies.length).toBeGreaterThan(0);
  });
});

describe('other conversations and files', () => {
  it('are those of the same customer, the newest first, and what was attached', async () => {
    const from = 'habituee@mairie.example.org';
    const arrivedAt = (createdAt: string, subject: string) => {
      const { conversationId: id } = mailArrives(world, { from, subject });
      Object.assign(conversationOf(world, id), { createdAt });
    };
    arrivedAt('2026-01-06T09:00:00Z', 'Facture');
    arrivedAt('2026-03-06T09:00:00Z', 'Compte admin oublié');
    arrivedAt('2026-02-06T09:00:00Z', 'Horaires');
    const { conversationId } = mailArrives(world, {
      from,
      subject: 'Encore moi',
      attachments: [
        { fileName: 'arrêté.pdf', mimeType: 'application/pdf', data: Buffer.from('%PDF').toString('base64') },
      ],
    });
    const view = await (await besideConversation(world, conversationId)).view();
    expect(view.earlier.map(({ subject, isAboutAccounts }) => [subject, isAboutAccounts])).toEqual([
      ['Compte admin oublié', true],
      ['Horaires', false],
      ['Facture', false],
    ]);
    expect(view.attachments).toMatchObject([{ name: 'arrêté.pdf', problem: null }]);
  });
});

describe('what is not there', () => {
  it('is no conversation for somebody from Pipedrive, whether there is one or not', async () => {
    const { conversationId } = mailArrives(world, { from: 'inconnue@example.org' });
    await (await besideConversation(world, conversationId)).view();
    for (const id of [conversationId, 999_999_999]) {
      const { status, body } = await world.call(`/api/conversations/${id}`);
      expect(status).toBe(403);
      expect(body).toMatchObject({ detail: expect.stringContaining('dans Help Scout') });
    }
    expect((await world.call('/api/conversations/abc')).status).toBe(404);
  });

  it('is no conversation that Help Scout has not either', async () => {
    const { conversationId } = mailArrives(world, { from: 'disparue@example.org' });
    const beside = await besideConversation(world, conversationId);
    world.sandbox.helpscout.memory.conversations = world.sandbox.helpscout.memory.conversations.filter(
      ({ id }) => id !== conversationId,
    );
    const { status } = await beside.get(`/api/conversations/${conversationId}`);
    expect(status).toBe(404);
  });

  it('follows a conversation into the one it was merged into', async () => {
    const from = mailArrives(world, { from: 'double@example.org', subject: 'Un' });
    const into = mailArrives(world, { from: 'double@example.org', subject: 'Deux' });
    addDeskWebhook(world);
    const beside = await besideConversation(world, from.conversationId);
    await beside.view();
    world.sandbox.helpscout.acts.mergeConversations({
      fromId: from.conversationId,
      intoId: into.conversationId,
    });
    const view = await eventually(async () => {
      const now = await beside.view();
      return now.subject === 'Deux' && now;
    });
    expect(view.conversationId).toBe(from.conversationId);
  });
});
