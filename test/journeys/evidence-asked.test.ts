import { afterAll, beforeAll, expect, it } from 'vitest';
import { inStore, mailsTo, reaches, submitted } from '../kit/flow.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

const document = 'Statuts de l’association';
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** Brings a timer's instant into the past, as the days would; the next look at the timers is 5 s away at most. */
async function comes(requestId: string, timer: string): Promise<void> {
  const moved = await inStore(
    world,
    `update timers set due_at = now() - interval '1 hour' where instance_id = $1 and name = $2 returning due_at`,
    [requestId, timer],
  );
  expect(moved).toHaveLength(1);
}

async function askedForEvidence() {
  const sent = await submitted(world);
  const requestId = sent.request.id;
  const answer = await world.command({ type: 'ask-for-evidence', requestId, document });
  expect(answer).toMatchObject({ outcome: 'advanced', view: { step: 'awaiting-evidence' } });
  await eventually(() => mailsTo(world, sent.email).length === 1);
  return { ...sent, requestId };
}

it('asks by mail, reminds once, then comes back with a mark', async () => {
  const { requestId, email } = await askedForEvidence();
  expect(mailsTo(world, email)[0]?.text).toContain(document);
  const dueInDays = await inStore<{ name: string; days: number }>(
    world,
    `select name, round(extract(epoch from due_at - now()) / 86400)::int as days from timers
     where instance_id = $1 order by name`,
    [requestId],
  );
  expect(dueInDays).toEqual([
    { name: 'evidence-expiry', days: 21 },
    { name: 'evidence-reminder', days: 7 },
  ]);

  await comes(requestId, 'evidence-reminder');
  await eventually(() => mailsTo(world, email).length === 2);
  expect(mailsTo(world, email)[1]?.text).toContain(document);
  expect(mailsTo(world, email)[1]?.subject).not.toBe(mailsTo(world, email)[0]?.subject);

  await comes(requestId, 'evidence-expiry');
  const expired = await reaches(world, requestId, 'pending', 12_000);
  expect(expired.warnings).toContain(`Jamais reçu : ${document}.`);
  expect(expired.allowedCommands).toEqual(expect.arrayContaining(['accept-request', 'refuse-request']));
  expect(mailsTo(world, email)).toHaveLength(2);
});

it('takes the document as received, and the timers then change nothing', async () => {
  const { requestId, email } = await askedForEvidence();
  const twice = await world.command({ type: 'ask-for-evidence', requestId, document });
  expect(twice.outcome).toBe('ignored');
  const received = await world.command({ type: 'record-evidence', requestId }, { userId: 22 });
  expect(received).toMatchObject({ outcome: 'advanced', view: { step: 'pending', warnings: [] } });
  const again = await world.command({ type: 'record-evidence', requestId });
  expect(again).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('Aucun justificatif') });

  await comes(requestId, 'evidence-reminder');
  await comes(requestId, 'evidence-expiry');
  await eventually(
    async () =>
      (await inStore(world, 'select 1 from timers where instance_id = $1', [requestId])).length === 0,
    12_000,
  );
  expect(await world.request(requestId)).toMatchObject({ step: 'pending', warnings: [] });
  expect(mailsTo(world, email)).toHaveLength(1);
  await world.command({ type: 'accept-request', requestId });
  await reaches(world, requestId, 'accepted');
});
