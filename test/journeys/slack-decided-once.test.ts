import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { slackIds } from '../../services/sandbox/src/slack/seed-slack.ts';
import { dealIn, inStore, mailsTo, reaches, submitted } from '../kit/flow.ts';
import {
  actionsOf,
  buttonsOf,
  messageOf,
  messagesOf,
  press,
  textsIn,
  threadOf,
  toldTo,
} from '../kit/slack-world.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ slack: true, settings: { undoSeconds: 3 } });
});
afterEach(() => world.sandbox.misbehaviour.clear());
afterAll(() => world.stop());

it('announces a request once, with what one needs to decide', async () => {
  const { request, email, dealId } = await submitted(world, { organization: 'Mairie de l’Essai' });
  const message = await messageOf(world, request.id);
  expect(message).toMatchObject({
    channel: slackIds.approvals,
    thread_ts: null,
    metadata: { event_type: 'account_request', event_payload: { request_id: request.id } },
    pings: [],
  });
  expect(message.text).toContain('Mairie de l’Essai');
  expect(message.text).toContain(email);
  const words = textsIn({ blocks: message.blocks });
  expect(words).toContain('Mairie de l’Essai');
  expect(words).toContain(email);
  expect(words).toContain('À décider');
  const styles = buttonsOf(message).map(({ action_id: id, style }) => [id, style]);
  expect(styles).toEqual(
    expect.arrayContaining([
      ['accept-request', 'primary'],
      ['refuse-request', 'danger'],
      ['ask-for-evidence', undefined],
    ]),
  );
  const open = buttonsOf(message).find(({ action_id: id }) => id === 'open-deal');
  expect(open).toMatchObject({ url: expect.stringMatching(new RegExp(`/deal/${dealId}$`)) });
  await sleep(400);
  expect(messagesOf(world, request.id)).toHaveLength(1);
});

it('accepts in Slack as the panel would, and the message follows to the end', async () => {
  const { request, dealId, email } = await submitted(world);
  const pressed = await press(world, request.id, 'accept-request');
  expect(pressed.warning).toBe(false);

  const undoable = await messageOf(world, request.id, (each) => actionsOf(each).includes('undo-decision'));
  expect(textsIn(undoable)).toMatch(/Chargée de clientèle depuis Slack/);
  expect(actionsOf(undoable)).not.toContain('accept-request');
  expect(world.sandbox.accounts.accounts.some(({ userName }) => userName === email)).toBe(false);

  const accepted = await reaches(world, request.id, 'accepted', 12_000);
  expect(accepted).toMatchObject({ decidedBy: 'Chargée de clientèle', decidedFrom: 'slack' });
  expect(accepted.journal.find(({ text }) => text.startsWith('Demande acceptée'))).toMatchObject({
    by: 'Chargée de clientèle',
    from: 'Slack',
  });
  expect((await world.panel(dealId)).request).toMatchObject({ step: 'accepted', decidedFrom: 'slack' });
  expect(world.sandbox.accounts.accounts.filter(({ userName }) => userName === email)).toHaveLength(1);
  expect(mailsTo(world, email)).toHaveLength(1);
  expect(dealIn(world, dealId)?.owner_id).toBe(21);

  const decided = await messageOf(world, request.id, (each) => textsIn(each).includes('*Acceptée*'));
  expect(actionsOf(decided).filter((id) => id !== 'open-deal')).toEqual([]);
  expect(textsIn(decided)).toMatch(/Chargée de clientèle depuis Slack/);
  expect(messagesOf(world, request.id)).toHaveLength(1);
});

it('tells each line of the story once, in the thread', async () => {
  const { request } = await submitted(world);
  await press(world, request.id, 'accept-request');
  await press(world, request.id, 'undo-decision');
  await reaches(world, request.id, 'pending');
  await world.command({ type: 'accept-request', requestId: request.id }, { userId: 22 });
  await reaches(world, request.id, 'accepted', 12_000);
  const message = await messageOf(world, request.id, (each) => textsIn(each).includes('*Acceptée*'));
  await eventually(async () => (await marksOf(request.id)) === 0);

  const story = threadOf(world, message).map(textsIn).join('\n');
  const replies = threadOf(world, message).flatMap(({ blocks }) =>
    blocks.map((block) => textsIn({ blocks: [block] })),
  );
  expect(replies.filter((line) => /Demande acceptée/.test(line))).toHaveLength(2);
  expect(replies.filter((line) => /Décision annulée/.test(line))).toHaveLength(1);
  expect(story).toMatch(/Chargée de clientèle/);
  expect(story).toMatch(/Responsable commercial/);
  expect(new Set(replies).size).toBe(replies.length);
  for (const { metadata } of threadOf(world, message)) {
    expect(metadata).toMatchObject({
      event_type: 'account_request_story',
      event_payload: { request_id: request.id },
    });
  }
});

it('takes a press that arrives twice as one', async () => {
  const { request, email } = await submitted(world);
  const forged = { action_ts: '1700000000.000100' };
  const twice = await Promise.all([1, 2].map(() => press(world, request.id, 'accept-request', { forged })));
  expect(twice.map(({ exchange }) => exchange.status)).toEqual([200, 200]);
  await reaches(world, request.id, 'accepted', 12_000);
  expect(world.sandbox.accounts.accounts.filter(({ userName }) => userName === email)).toHaveLength(1);
  const { journal } = await world.request(request.id);
  expect(journal.filter(({ text }) => text.startsWith('Demande acceptée'))).toHaveLength(1);
  expect(toldTo(world, slackIds.sales)).toEqual([]);
});

it('counts a press on a message whose post we have not heard of yet', async () => {
  const match = { pathPrefix: '/api/chat.postMessage' };
  world.sandbox.misbehaviour.add({ vendor: 'slack', kind: 'latency', ms: 2_000, after: true, match });
  const { request } = await submitted(world);
  await messageOf(world, request.id);
  const posted = await inStore(world, 'select ts from approval_messages where instance_id = $1', [
    request.id,
  ]);
  expect(posted).toEqual([{ ts: null }]);
  await press(world, request.id, 'accept-request');
  const accepted = await reaches(world, request.id, 'accepted', 12_000);
  expect(accepted.decidedFrom).toBe('slack');
  await messageOf(world, request.id, (each) => textsIn(each).includes('*Acceptée*'));
  expect(messagesOf(world, request.id)).toHaveLength(1);
});

/** Marks of what is still to be shown now. */
async function marksOf(requestId: string): Promise<number> {
  const due = await inStore(
    world,
    'select 1 from approval_changes where instance_id = $1 and due_at <= now()',
    [requestId],
  );
  return due.length;
}
