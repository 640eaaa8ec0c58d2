import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EnterRequestAnswer } from '#core/contract/enter-request.ts';
import type { SubmissionPage, SubmissionView } from '#core/contract/submission-view.ts';
import { personIn, quiet, reaches } from '../../kit/flow.ts';
import { inCrm } from '../../kit/public-form.ts';
import { type CallOptions, eventually, startWorld, type World } from '../../kit/start-world.ts';
import { badDay } from '../../kit/vendor-trouble.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await quiet(world);
});
afterAll(() => world.stop());

const sales = 'Chargée de clientèle';

function onThePhone(fields: object = {}) {
  const number = randomUUID().slice(0, 8);
  return {
    commandId: randomUUID(),
    type: 'enter-request',
    name: 'Camille Exemple',
    email: `Camille.${number}@Mairie.example.org`,
    phone: '01 02 03 04 05',
    organization: `Mairie ${number}`,
    need: 'Rappeler mardi.',
    source: 'phone',
    ...fields,
  };
}

async function enter(body: object, options: CallOptions = {}) {
  const { status, body: answer } = await world.call('/api/commands', { ...options, body });
  return { status, ...(answer as EnterRequestAnswer) };
}

async function entered(submissionId: string | null): Promise<SubmissionView & { requestId: string }> {
  return eventually(async () => {
    const { body } = await world.call(`/api/submissions/${submissionId}`);
    const { requestId, ...view } = body as SubmissionView;
    return view.step === 'entered' && requestId !== null && { ...view, requestId };
  });
}

describe('a request entered on the phone', () => {
  it('is one request, with the name of who entered it', async () => {
    const command = onThePhone();
    const answer = await enter(command);
    expect(answer).toMatchObject({ status: 200, outcome: 'advanced', reason: null });
    const { requestId, source, enteredBy } = await entered(answer.submissionId);
    expect({ source, enteredBy }).toEqual({ source: 'Téléphone', enteredBy: sales });
    const request = await reaches(world, requestId, 'pending');
    expect(request.journal).toContainEqual(
      expect.objectContaining({
        text: 'Demande saisie par l’équipe',
        detail: 'Téléphone',
        by: sales,
        from: 'Pipedrive',
      }),
    );
    const { persons, deals, notes } = inCrm(world, command.email.toLowerCase());
    expect([persons.length, deals.length, notes.length]).toEqual([1, 1, 1]);
    expect(persons[0]?.owner_id).toBe(11);
    expect(notes[0]).toContain(sales);
  });

  it('once, however often the same command arrives, and refused to others', async () => {
    const command = onThePhone();
    const answers = await Promise.all([enter(command), enter(command), enter(command)]);
    expect(new Set(answers.map(({ submissionId }) => submissionId)).size).toBe(1);
    await entered(answers[0]?.submissionId ?? null);
    expect(await enter(command)).toEqual(answers[0]);
    expect(inCrm(world, command.email.toLowerCase()).persons).toHaveLength(1);
    expect((await enter(command, { userId: 22 })).status).toBe(409);
  });

  it('without an address is born incomplete', async () => {
    const { email: _none, ...command } = onThePhone({ emailUnknown: true, source: 'event' });
    const { submissionId } = await enter(command);
    const { requestId } = await entered(submissionId);
    const request = await reaches(world, requestId, 'incomplete');
    expect(request.organization?.name).toBe(command.organization);
    expect(personIn(world, request.person.id)?.emails).toEqual([]);
  });

  it('may be entered by those who may not decide', async () => {
    const { submissionId, status } = await enter(onThePhone(), { userId: 23 });
    expect(status).toBe(200);
    await entered(submissionId);
  });

  it('says what is wrong with an address, and what is missing', async () => {
    const refused = await enter(onThePhone({ email: 'camille@mairie' }));
    expect(refused).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('adresse') });
    expect((await enter(onThePhone({ email: undefined }))).status).toBe(400);
    expect((await enter(onThePhone({ name: ' ' }))).status).toBe(400);
  });
});

describe('a submission that Pipedrive refuses', () => {
  it('is listed with the reason, and goes on after a retry', async () => {
    const end = badDay(world, {
      vendor: 'pipedrive',
      kind: '400',
      match: { method: 'POST', pathPrefix: '/api/v2/organizations' },
    });
    const { submissionId } = await enter(onThePhone());
    const stuck = await eventually(async () => {
      const { items } = (await world.call('/api/submissions')).body as SubmissionPage;
      return items.find(({ id, effects }) => id === submissionId && effects[0]?.state === 'dead-letter');
    });
    expect(stuck).toMatchObject({
      step: 'entering',
      stepText: 'Saisie dans Pipedrive en cours',
      effects: [{ kind: 'ensure-organization', problem: { word: 'rejected' } }],
    });
    end();
    const retry = { type: 'retry-effect', effectId: stuck.effects[0]?.id };
    expect(await world.command(retry)).toMatchObject({ outcome: 'advanced', view: null });
    const { requestId } = await entered(submissionId);
    await reaches(world, requestId, 'pending');
    const { items } = (await world.call('/api/submissions')).body as SubmissionPage;
    expect(items.some(({ id }) => id === submissionId)).toBe(false);
  });

  it('is not found by an id that is none', async () => {
    for (const id of ['none', randomUUID()])
      expect((await world.call(`/api/submissions/${id}`)).status).toBe(404);
  });
});
