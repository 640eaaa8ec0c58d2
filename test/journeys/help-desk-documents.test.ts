import { afterAll, beforeAll, expect, it } from 'vitest';
import { mailsTo, reaches, submitted } from '../kit/flow.ts';
import { openSidebar } from '../kit/helpscout-sidebar.ts';
import { mailArrives, notesIn } from '../kit/helpscout-world.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ helpscout: true });
});
afterAll(() => world.stop());

const file = (fileName: string, text: string) => ({
  fileName,
  mimeType: 'application/pdf',
  data: Buffer.from(text).toString('base64'),
});

/** A request with a conversation of its person, and the sidebar beside it. */
async function linked() {
  const { request, email } = await submitted(world);
  const { conversationId } = mailArrives(world, { from: email });
  const sidebar = await openSidebar(world, conversationId);
  await sidebar.until(({ matches }) => matches[0]?.isLinked);
  return { requestId: request.id, email, conversationId, sidebar };
}

it('a document that is asked for comes back by mail: the request waits for its decision again', async () => {
  const { requestId, conversationId, sidebar, email } = await linked();
  await sidebar.command({ type: 'ask-for-evidence', requestId, document: 'La délibération' });
  await reaches(world, requestId, 'awaiting-evidence');
  await eventually(() => mailsTo(world, email).length > 0);
  await eventually(() => notesIn(world, conversationId).some(({ body }) => body.includes('justificatif')));
  // Help Scout tells whole seconds: an answer of the same second would not be a later one.
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  world.sandbox.helpscout.acts.customerReplies({
    conversationId,
    html: '<p>La voici.</p>',
    attachments: [file('délibération.pdf', 'contenu')],
  });
  const back = await reaches(world, requestId, 'pending', 12_000);
  expect(back.documents).toMatchObject([
    { name: 'délibération.pdf', url: expect.stringContaining('conversation') },
  ]);
  expect(back.journal.some(({ detail }) => detail?.includes('pièces jointes'))).toBe(true);
});

it('the answer to our own mail about it, a conversation of its own, brings the request back too', async () => {
  const { request, email } = await submitted(world);
  await world.command({ type: 'ask-for-evidence', requestId: request.id, document: 'La délibération' });
  await reaches(world, request.id, 'awaiting-evidence');
  const asked = await eventually(() => mailsTo(world, email)[0]);
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const { conversationId } = mailArrives(world, {
    from: email,
    subject: `Re: ${asked.subject}`,
    attachments: [file('délibération.pdf', 'contenu')],
  });
  const back = await reaches(world, request.id, 'pending', 12_000);
  expect(back.documents.map(({ name }) => name)).toEqual(['délibération.pdf']);
  expect(back.conversations.map(({ id }) => id)).toEqual([conversationId]);
});

it('an attachment becomes the document of the request; an empty one and a foreign one do not', async () => {
  const { requestId, conversationId, sidebar } = await linked();
  world.sandbox.helpscout.acts.customerReplies({
    conversationId,
    html: '<p>Ci-joint.</p>',
    attachments: [file('statuts.pdf', 'contenu'), file('vide.pdf', '')],
  });
  const { attachments } = await sidebar.until((view) => view.attachments.length === 2);
  const [good, empty] = ['statuts.pdf', 'vide.pdf'].map((name) =>
    attachments.find((each) => each.name === name),
  );
  expect([good?.problem, empty?.problem]).toEqual([null, expect.stringContaining('vide')]);
  const record = (attachmentId = 0, id = conversationId) =>
    sidebar.command({ type: 'record-evidence', requestId, attachment: { conversationId: id, attachmentId } });
  expect((await record(good?.id)).outcome).toBe('advanced');
  expect((await world.request(requestId)).documents.map(({ name }) => name)).toEqual(['statuts.pdf']);
  expect((await record(good?.id)).outcome).toBe('ignored');
  expect((await record(empty?.id)).outcome).not.toBe('advanced');
  expect((await record(good?.id, conversationId + 1)).outcome).not.toBe('advanced');
  expect((await world.request(requestId)).documents).toHaveLength(1);
});

it('an activation link that has expired is made anew and mailed, once', async () => {
  const { requestId, sidebar, email } = await linked();
  await sidebar.command({ type: 'accept-request', requestId });
  const accepted = await reaches(world, requestId, 'accepted', 12_000);
  const account = world.sandbox.accounts.accounts.find(({ id }) => id === accepted.account?.id);
  if (!account) throw new Error('The directory has no account.');
  const before = mailsTo(world, email).length;
  account.activationExpiresAt = '2020-01-01T00:00:00Z';
  const { matches } = await sidebar.until((view) => view.matches[0]?.account?.state === 'expired');
  expect(matches[0]?.request.allowedCommands).toContain('renew-activation');
  const first = await sidebar.command({ type: 'renew-activation', requestId });
  expect(first.outcome).toBe('advanced');
  const mail = await eventually(() => mailsTo(world, email).at(before));
  expect(mail.subject).toBe('Votre lien pour activer votre compte administrateur');
  expect((await sidebar.command({ type: 'renew-activation', requestId })).outcome).toBe('ignored');
  await sidebar.until((view) => view.matches[0]?.account?.state === 'reminded');
  expect(mailsTo(world, email)).toHaveLength(before + 1);
  expect(Date.parse(account.activationExpiresAt ?? '')).toBeGreaterThan(Date.now());
});
