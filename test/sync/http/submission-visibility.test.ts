import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EnterRequestAnswer } from '#core/contract/enter-request.ts';
import type { SubmissionView } from '#core/contract/submission-view.ts';
import { updateDeal } from '../../../services/sandbox/src/pipedrive/acts.ts';
import { inStore, quiet, reaches } from '../../kit/flow.ts';
import { eventually, startWorld, type World } from '../../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await quiet(world);
});
afterAll(() => world.stop());

it('what became a request that somebody may not see is shown to who alone entered it, without the request', async () => {
  const body = {
    type: 'enter-request',
    commandId: randomUUID(),
    name: 'Personne Secrète',
    email: 'secrete@mairie.example.org',
    phone: '01 02 03 04 05',
    organization: 'Mairie confidentielle',
    need: 'Rappeler mardi.',
    source: 'phone',
  };
  const answer = (await world.call('/api/commands', { userId: 21, body })).body as EnterRequestAnswer;
  expect(answer).toMatchObject({ outcome: 'advanced' });
  const path = `/api/submissions/${answer.submissionId}`;
  const seenBy = async (userId: number) => (await world.call(path, { userId })).status;
  const { requestId } = await eventually(async () => {
    const view = (await world.call(path)).body as SubmissionView;
    return view.step === 'entered' && view;
  });
  const { dealId } = await reaches(world, requestId ?? '', 'pending');
  expect([await seenBy(21), await seenBy(22)]).toEqual([200, 200]);
  const deal = world.sandbox.pipedrive.deals.find(({ id }) => id === dealId);
  updateDeal(world.sandbox.standIn, deal?.owner_id ?? 0, dealId ?? 0, { visible_to: 1 });
  await eventually(async () => (await seenBy(22)) === 404);
  expect((await world.call(path, { userId: 21 })).body).toMatchObject({ step: 'entered', requestId: null });
  expect((await world.call(path, { userId: 1 })).body).toMatchObject({ requestId });

  const another = 'state || jsonb_build_object($2::text, state -> $2 || (state #> $3 || $4::jsonb))';
  await inStore(world, `update instances set state = ${another} where id = $1`, [
    answer.submissionId,
    'entries',
    ['entries', '0'],
    JSON.stringify({ by: null }),
  ]);
  expect(await seenBy(21)).toBe(404);
});
