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
