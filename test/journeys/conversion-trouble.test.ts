import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deleteActivity, updatePerson } from '../../services/sandbox/src/pipedrive/acts.ts';
import {
  activitiesOf,
  anyHour,
  dayIn,
  everyDay,
  followedClient,
  received,
  seen,
  stageNameOf,
} from '../kit/client-story.ts';
import { inStore, mailsTo, quiet } from '../kit/flow.ts';
import { ask, detailsOf } from '../kit/followed-deals.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

const sales = 21;
/** A mail at once and, where it goes on, another one a week later. */
const rule = (key: string, template: string, goesOn: boolean) => ({
  ...{ key, label: { fr: `Relance ${key}`, en: `Follow-up ${key}` }, once: false },
  steps: [0, 7].slice(0, goesOn ? 2 : 1).map((afterDays) => ({ kind: 'mail', template, afterDays })),
});

let world: World;
beforeAll(async () => {
  world = await startWorld({
    settings: {
      workingDays: everyDay,
      conversion: { enabled: true, gapDays: 0, ...anyHour },
      followUps: [rule('once', 'follow-up-first', false), rule('twice', 'follow-up-last', true)],
    },
  });
  await quiet(world);
});
afterAll(() => world.stop());

/** States of the mails of a client in the outbox, oldest first. */
async function outbox(conversionId: string): Promise<string[]> {
  const statement = `select state from effects where instance_id = $1 and kind = 'send-client-mail' order by ordinal`;
  return (await inStore<{ state: string }>(world, statement, [conversionId])).map(({ state }) => state);
}

/** The answer to somebody who wants to follow up a client. */
const followUp = (conversionId: string, key: string) =>
  ask(world, { type: 'enrol', conversionId, rule: key });

it('DS-04: a mail that was refused leaves for the address that the client has by then, then the deal moves', async () => {
  const { dealId, personId, conversionId } = await followedClient(world, { mailbox: 'bounce' });
  await ask(world, { type: 'send-documentation', conversionId });
  const { effects } = await seen(world, conversionId, (details) =>
    details.effects.some(({ state }) => state === 'dead-letter'),
  );
  expect(stageNameOf(world, dealId)).toBe('Potentiels identifiés');
  const email = `corrigee@client-${personId}.example.org`;
  updatePerson(world.sandbox.standIn, sales, personId, { emails: [{ value: email }] });
  await seen(world, conversionId, ({ person }) => person?.email === email);
  const effectId = effects.find(({ state }) => state === 'dead-letter')?.id;
  await ask(world, { type: 'retry-effect', conversionId, effectId });
  await received(world, email, 'La documentation');
  await eventually(() => stageNameOf(world, dealId) === 'Doc envoyée');
});

describe('activities', () => {
  it('may not be made: promises hold all the same, say so, and the way goes on', async () => {
    const { dealId, conversionId, email } = await followedClient(world);
    const match = { pathPrefix: '/api/v2/activities' };
    const { id } = world.sandbox.misbehaviour.add({ vendor: 'pipedrive', kind: '403', match });
    try {
      await ask(world, { type: 'book-presentation', conversionId, day: dayIn(9) });
      const { promises, effects } = await seen(world, conversionId, (details) =>
        details.promises.some(({ trouble }) => trouble !== null),
      );
      expect(promises[0]?.trouble).toContain('Passerelle n’a pas le droit d’en créer');
      expect(effects.filter(({ state }) => state === 'dead-letter')).toEqual([]);
      await ask(world, { type: 'record-presentation', conversionId });
      await ask(world, { type: 'send-documentation', conversionId });
      await received(world, email, 'La documentation');
      await eventually(() => stageNameOf(world, dealId) === 'Doc envoyée');
      const { promises: ended } = await detailsOf(world, conversionId);
      expect(ended).toMatchObject([{ state: 'kept', trouble: null }]);
      expect(activitiesOf(world, dealId)).toEqual([]);
    } finally {
      world.sandbox.misbehaviour.remove(id);
    }
  });

  it('that a colleague deletes are not made again: the promise stays, and can be moved and kept', async () => {
    const { dealId, conversionId } = await followedClient(world);
    await ask(world, { type: 'book-presentation', conversionId, day: dayIn(9) });
    const { id } = await eventually(() => activitiesOf(world, dealId)[0]);
    deleteActivity(world.sandbox.standIn, sales, id);
    const { promises, journal } = await seen(world, conversionId, (details) =>
      details.promises.some(({ trouble }) => trouble !== null),
    );
    expect(promises).toMatchObject([
      { state: 'open', dueOn: dayIn(9), trouble: 'L’activité a été supprimée dans Pipedrive.' },
    ]);
    expect(journal.map(({ text }) => text).join('\n')).toContain('Activité supprimée dans Pipedrive');
    await ask(world, { type: 'move-promise', conversionId, promise: 1, day: dayIn(12) });
    expect((await detailsOf(world, conversionId)).promises).toMatchObject([{ dueOn: dayIn(12) }]);
    await ask(world, { type: 'keep-promise', conversionId, promise: 1 });
    const after = await seen(world, conversionId, (details) => details.promises[0]?.state === 'kept');
    expect(after.effects.filter(({ state }) => state !== 'done')).toEqual([]);
    expect(activitiesOf(world, dealId)).toEqual([]);
  });
});

describe('MER-08: a follow-up', () => {
  it('stops where the address takes no mails, and begins again with another address', async () => {
    const { personId, conversionId } = await followedClient(world, { mailbox: 'bounce' });
    await followUp(conversionId, 'twice');
    const stopped = await seen(world, conversionId, ({ followUps }) => followUps[0]?.state === 'stopped');
    expect(stopped.followUps[0]?.stoppedBecause).toBe('l’adresse ne reçoit pas de mails');
    expect(await followUp(conversionId, 'once')).toMatchObject({
      outcome: 'refused',
      reason: 'L’adresse du client ne reçoit pas de mails.',
    });
    const email = `autre@client-${personId}.example.org`;
    updatePerson(world.sandbox.standIn, sales, personId, { emails: [{ value: email }] });
    await seen(world, conversionId, ({ person }) => person?.email === email);
    expect(await followUp(conversionId, 'once')).toMatchObject({ outcome: 'advanced' });
    // The mail that was refused holds back nothing.
    await received(world, email, '');
    await eventually(async () => (await outbox(conversionId)).join() === 'cancelled,done');
  });

  it('ends with the link in its mail, also for the mail that is on its way, and for good', async () => {
    const { email, conversionId } = await followedClient(world);
    await followUp(conversionId, 'once');
    const first = await eventually(() => mailsTo(world, email)[0]);
    await seen(world, conversionId, ({ followUps }) => followUps[0]?.state === 'finished');
    const header = first.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
    const link = /^<(.*)>$/.exec(header)?.[1] ?? '';
    const { id } = world.sandbox.misbehaviour.add({ vendor: 'mail', kind: '429' });
    await followUp(conversionId, 'twice');
    await eventually(async () => (await outbox(conversionId))[1] === 'retrying');
    const page = await fetch(link);
    expect([page.status, (await detailsOf(world, conversionId)).isOptedOut]).toEqual([200, false]);
    expect((await fetch(link, { method: 'POST' })).status).toBe(200);
    const { followUps } = await seen(world, conversionId, ({ isOptedOut }) => isOptedOut);
    expect(followUps.at(-1)).toMatchObject({
      state: 'stopped',
      stoppedBecause: 'le client ne veut plus de mails',
    });
    world.sandbox.misbehaviour.remove(id);
    await inStore(world, "update effects set due_at = now() where state = 'retrying'");
    await eventually(
      async () => ['cancelled', 'done'].includes((await outbox(conversionId))[1] ?? ''),
      20_000,
    );
    for (const key of ['once', 'twice'])
      expect(await followUp(conversionId, key)).toMatchObject({ outcome: 'refused' });
    const refused = await ask(world, { type: 'send-documentation', conversionId });
    expect(refused).toMatchObject({
      outcome: 'refused',
      reason: 'Le client ne veut plus recevoir de mails.',
    });
    expect(mailsTo(world, email)).toEqual([first]);
  });
});
