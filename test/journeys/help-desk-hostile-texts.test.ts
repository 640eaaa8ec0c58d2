import { afterAll, beforeAll, expect, it } from 'vitest';
import { reaches, submitted } from '../kit/flow.ts';
import { openSidebar } from '../kit/helpscout-sidebar.ts';
import { draftIn, mailArrives, notesIn } from '../kit/helpscout-world.ts';
import { messageOf } from '../kit/slack-world.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({
    helpscout: true,
    slack: true,
    settings: { publicForm: { enabled: true } },
  });
});
afterAll(() => world.stop());

const attack = '<img src=x onerror=alert(1)>"\'&<!channel>';

it('what people write is text in the draft, the notes and the Slack message', async () => {
  const { request, email } = await submitted(world, { name: attack, organization: `Mairie ${attack}` });
  const { conversationId } = mailArrives(world, {
    from: email,
    name: attack,
    subject: `compte admin ${attack}`,
    html: `<script>alert(1)</script>${attack}`,
  });
  const sidebar = await openSidebar(world, conversationId);
  const view = await sidebar.until(({ matches, replies }) => matches[0]?.isLinked && replies.length > 0);
  expect(view.replies[0]?.preview).toContain('<img');
  await sidebar.command({ type: 'place-saved-reply', reply: 'valid' });
  const { body } = await draftIn(world, conversationId);
  expect(body).not.toContain('<img');
  expect(body).toContain('&lt;img');

  const reason = { reason: 'individual', note: attack };
  await sidebar.command({ type: 'refuse-request', requestId: request.id, ...reason });
  await reaches(world, request.id, 'refused', 12_000);
  const note = await eventually(() =>
    notesIn(world, conversationId).find((each) => each.body.includes('refus')),
  );
  expect(note.body).not.toContain('<img');

  const onDeal = await eventually(() =>
    world.sandbox.pipedrive.notes.find(({ content }) => content.includes('Conversation Help Scout')),
  );
  expect(onDeal.content).not.toContain('<img');
  expect(onDeal.content).toContain('&lt;img');
  const message = await messageOf(world, request.id);
  expect(message.pings).toEqual([]);
}, 60_000);
