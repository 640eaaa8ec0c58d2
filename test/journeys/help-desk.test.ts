import { afterAll, beforeAll, expect, it } from 'vitest';
import { mailsTo } from '../kit/flow.ts';
import { openSidebar } from '../kit/helpscout-sidebar.ts';
import {
  conversationOf,
  draftIn,
  mailArrives,
  mailsSentBy,
  notesIn,
  propertiesOf,
} from '../kit/helpscout-world.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ helpscout: true, settings: { publicForm: { enabled: true } } });
  const slugs = ['passerelle-request', 'passerelle-account', 'passerelle-owner', 'passerelle-pipedrive'];
  const definitions = slugs.map((slug) => ({ slug, name: slug, type: 'text' as const, options: [] }));
  world.sandbox.helpscout.memory.propertyDefinitions.push(...definitions);
});
afterAll(() => world.stop());

it('a mail, a reply, a request, a decision: everybody knows, everywhere, once', async () => {
  const email = 'accueil@verneuil.example.org';
  const { conversationId, customerId } = mailArrives(world, { from: email, name: 'Accueil Verneuil' });
  await eventually(() => conversationOf(world, conversationId).tags.includes('compte-admin'));

  const sidebar = await openSidebar(world, conversationId);
  const unknown = await sidebar.until((view) => view.subject !== '');
  expect(unknown).toMatchObject({ isAboutAccounts: true, matches: [], customer: { emails: [email] } });
  expect(unknown.replies.find(({ isProposed }) => isProposed)).toMatchObject({ key: 'valid', problem: null });

  expect(await sidebar.command({ type: 'place-saved-reply', reply: 'valid' })).toMatchObject({
    outcome: 'advanced',
  });
  const draft = await draftIn(world, conversationId);
  expect(draft.body).toContain('/request?');
  expect(mailsSentBy(world, conversationId)).toEqual([]);
  world.sandbox.helpscout.acts.agentSendsDraft({ threadId: draft.id });
  await sidebar.until((view) => view.placed[0]?.state === 'sent');
  expect(mailsSentBy(world, conversationId)).toHaveLength(1);

  const entered = await sidebar.command({
    type: 'open-request-from-conversation',
    organization: 'Mairie de Verneuil',
  });
  expect(entered).toMatchObject({ outcome: 'advanced' });
  const known = await sidebar.until((view) => view.matches[0]?.isLinked, 20_000);
  const request = known.matches[0]?.request;
  expect(request).toMatchObject({ step: 'pending', person: { email } });
  expect(await sidebar.command({ type: 'accept-request', requestId: request?.id })).toMatchObject({
    outcome: 'advanced',
  });
  const accepted = await sidebar.until((view) => view.matches[0]?.request.step === 'accepted', 20_000);
  expect(accepted.matches[0]?.request.decidedFrom).toBe('helpscout');
  const subjects = mailsTo(world, email).map(({ subject }) => subject);
  expect(subjects).toEqual([
    expect.stringContaining('Demande de compte admin'),
    'Votre compte administrateur est prêt',
  ]);

  await eventually(() => notesIn(world, conversationId).some(({ body }) => body.includes('acceptée')));
  await eventually(() => propertiesOf(world, customerId)['passerelle-account']);
  expect(propertiesOf(world, customerId)).toMatchObject({
    'passerelle-request': 'Acceptée',
    'passerelle-owner': 'Chargée de clientèle',
    'passerelle-pipedrive': expect.stringContaining('/deal/'),
  });
  expect(conversationOf(world, conversationId).status).toBe('active');
});
