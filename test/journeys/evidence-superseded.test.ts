import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { mailsTo, quiet, reaches, submitted } from '../kit/flow.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ settings: { undoSeconds: 2 } });
  await quiet(world);
});
afterEach(() => world.sandbox.misbehaviour.clear());
afterAll(() => world.stop());

const document = 'Une délibération';

/** A request for which a document was asked, under the mail server's bad day or not. */
async function asked() {
  const { request, email } = await submitted(world);
  await world.command({ type: 'ask-for-evidence', requestId: request.id, document });
  return { requestId: request.id, email };
}

function subjectsTo(email: string): string[] {
  return mailsTo(world, email).map(({ subject }) => subject);
}

it('a document that is not needed any more is not asked for, and holds nothing back', async () => {
  world.sandbox.misbehaviour.add({ vendor: 'mail', kind: '429' });
  const { requestId, email } = await asked();
  await eventually(async () =>
    (await world.request(requestId)).effects.some(({ state }) => state === 'retrying'),
  );
  await world.command({ type: 'accept-request', requestId });
  // The account does not wait for a mail server that has nothing to do any more.
  await eventually(async () => (await world.request(requestId)).account !== null);
  world.sandbox.misbehaviour.clear();
  await reaches(world, requestId, 'accepted', 15_000);
  expect(subjectsTo(email)).toEqual(['Votre compte administrateur est prêt']);
});

it('a decision taken back brings the request for the document back, mail included', async () => {
  const { requestId, email } = await asked();
  await world.command({ type: 'accept-request', requestId });
  const undone = await world.command({ type: 'undo-decision', requestId });
  expect(undone.view).toMatchObject({
    step: 'awaiting-evidence',
    decision: `Justificatif demandé : ${document}`,
  });
  await eventually(() => subjectsTo(email).length > 0);
  expect(subjectsTo(email)).toEqual(['Votre demande de compte : un document à nous envoyer']);
  await eventually(async () =>
    (await world.request(requestId)).effects.every(({ state }) => state !== 'waiting'),
  );
  expect(subjectsTo(email)).toHaveLength(1);
});

/** The mail of the request for the document, once it is as expected. */
function mailThatIs(requestId: string, state: string) {
  return eventually(async () =>
    (await world.request(requestId)).effects.some(
      (effect) => effect.kind === 'send-email' && effect.state === state,
    ),
  );
}

it('a refused mail holds nothing back once the document is no longer awaited', async () => {
  world.sandbox.misbehaviour.add({ vendor: 'mail', kind: '400' });
  const { requestId, email } = await asked();
  await mailThatIs(requestId, 'dead-letter');
  world.sandbox.misbehaviour.clear();
  await world.command({ type: 'record-evidence', requestId });
  await world.command({ type: 'accept-request', requestId });
  const accepted = await reaches(world, requestId, 'accepted', 15_000);
  expect(accepted.effects.filter(({ state }) => state === 'dead-letter')).toEqual([]);
  expect(subjectsTo(email)).toEqual(['Votre compte administrateur est prêt']);
});

it('a mail under way at a decision that is taken back is mailed once', async () => {
  world.sandbox.misbehaviour.add({ vendor: 'mail', kind: 'latency', ms: 1_500 });
  const { requestId, email } = await asked();
  await mailThatIs(requestId, 'running');
  await world.command({ type: 'accept-request', requestId });
  await world.command({ type: 'undo-decision', requestId });
  await mailThatIs(requestId, 'done');
  // Nothing is due after it: a second mail would leave within the time it is held.
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  expect(subjectsTo(email)).toEqual(['Votre demande de compte : un document à nous envoyer']);
});
