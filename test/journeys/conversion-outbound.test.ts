import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDeal, createPerson } from '../../services/sandbox/src/pipedrive/acts.ts';
import { fileServer } from '../kit/file-server.ts';
import { inStore, quiet } from '../kit/flow.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

const sales = 21;
const suspects = { pipeline_id: 2, stage_id: 3 };
const anyHour = { sendFrom: '00:00', sendUntil: '23:59' };
const rule = {
  key: 'silent',
  label: { fr: 'Sans nouvelles', en: 'Silent' },
  steps: [
    { kind: 'mail', template: 'follow-up-first', afterDays: 0 },
    { kind: 'mail', template: 'follow-up-last', afterDays: 5 },
  ],
};

let world: World;
let files: Awaited<ReturnType<typeof fileServer>>;
const served: Parameters<typeof fileServer>[0] = {};
beforeAll(async () => {
  files = await fileServer(served);
  const documentation = [{ name: 'Présentation', url: `${files.url}/presentation.pdf` }];
  world = await startWorld({
    settings: {
      workingDays: [1, 2, 3, 4, 5, 6, 7],
      conversion: { enabled: true, documentation, ...anyHour },
      followUps: [rule],
    },
  });
  await quiet(world);
});
afterAll(async () => {
  await world.stop();
  await files.close();
});

interface Kept {
  id: string;
  state: {
    optedOutAt: string | null;
    memberships: { state: string; stoppedBecause: unknown }[];
    promises: { kind: string; state: string; activityId: number | null; withoutActivity: string | null }[];
  };
}

/** A client whom a colleague entered by hand in Pipedrive, and their conversion. */
async function followed(mailbox: string = randomUUID().slice(0, 8)) {
  const { standIn } = world.sandbox;
  const email = `${mailbox}@mairie-${randomUUID().slice(0, 8)}.example.org`;
  const person = createPerson(standIn, sales, { name: 'Sacha Exemple', emails: [{ value: email }] });
  return { email, personId: person.id, ...(await dealOf(person.id)) };
}

async function dealOf(personId: number) {
  const title = `Mairie ${randomUUID().slice(0, 8)}`;
  const deal = createDeal(world.sandbox.standIn, sales, { title, person_id: personId, ...suspects });
  const { id } = await eventually(async () => kept(deal.id));
  return { dealId: deal.id, conversionId: id };
}

async function kept(dealId: number): Promise<Kept | undefined> {
  const [found] = await inStore<Kept>(
    world,
    `select id, state from instances where process = 'customer-conversion' and state ->> 'dealId' = $1`,
    [String(dealId)],
  );
  return found;
}

const mailsTo = (email: string) => world.sandbox.mailbox.mails.filter(({ to }) => to.includes(email));
const stageOf = (dealId: number) => {
  const { deals, stages } = world.sandbox.pipedrive;
  const stageId = deals.find(({ id }) => id === dealId)?.stage_id;
  return stages.find(({ id }) => id === stageId)?.name;
};

describe('DS-04: the documentation', () => {
  it('never moves the deal without the mail, and leaves with its files once they are there', async () => {
    const { dealId, conversionId, email } = await followed();
    const asked = await world.command({ type: 'send-documentation', conversionId });
    expect(asked).toMatchObject({ outcome: 'advanced' });
    const [failed] = await eventually(async () => {
      const rows = await inStore<{ id: string; problem: { title: { fr: string } } }>(
        world,
        `select id, problem from effects where instance_id = $1 and state = 'dead-letter'`,
        [conversionId],
      );
      return rows.length > 0 && rows;
    });
    expect(failed?.problem.title.fr).toContain('Présentation');
    expect(mailsTo(email)).toEqual([]);
    expect(stageOf(dealId)).toBe('Potentiels identifiés');
    served['/presentation.pdf'] = { type: 'application/pdf', body: 'le contenu' };
    await world.command({ type: 'retry-effect', conversionId, effectId: failed?.id });
    await eventually(() => stageOf(dealId) === 'Doc envoyée');
    const [mail] = mailsTo(email);
    expect(mail).toMatchObject({
      from: expect.stringContaining('vente@example.org'),
      attachments: [{ name: 'Présentation.pdf', type: 'application/pdf' }],
    });
    expect(mailsTo(email)).toHaveLength(1);
    const copies = world.sandbox.mailbox.mails.filter(({ messageId }) => messageId === mail?.messageId);
    expect(copies.map(({ to }) => to)).toEqual([[email], [expect.stringContaining(`+deal${dealId}@`)]]);
  });
});

describe('MER-08: a follow-up', () => {
  it('stops at a click of the client, for every deal of theirs', async () => {
    const { dealId, conversionId, personId, email } = await followed();
    const other = await dealOf(personId);
    await world.command({ type: 'enrol', conversionId, rule: 'silent' });
    const mail = await eventually(() => mailsTo(email)[0]);
    const headers = Object.fromEntries(mail.headers.map(({ key, value }) => [key, value]));
    const link = /^<(.*)>$/.exec(headers['list-unsubscribe'] ?? '')?.[1] ?? '';
    expect(mail.text).toContain(link);
    expect(link).not.toContain('mairie');
    expect((await fetch(link)).status).toBe(200);
    expect((await kept(dealId))?.state.optedOutAt).toBeNull();
    const oneClick = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    expect((await fetch(link, { method: 'POST', body: oneClick })).status).toBe(200);
    for (const each of [dealId, other.dealId]) expect((await kept(each))?.state.optedOutAt).not.toBeNull();
    expect((await kept(dealId))?.state.memberships).toMatchObject([{ state: 'stopped' }]);
    const refused = await world.command({ type: 'send-documentation', conversionId: other.conversionId });
    expect(refused).toMatchObject({ outcome: 'refused' });
    expect(mailsTo(email)).toHaveLength(1);
  });

  it('stops at an address that takes no mail', async () => {
    const { dealId, conversionId } = await followed('bounce');
    await world.command({ type: 'enrol', conversionId, rule: 'silent' });
    const state = await eventually(async () => {
      const found = (await kept(dealId))?.state;
      return found?.memberships[0]?.state === 'stopped' && found;
    });
    expect(state.memberships).toMatchObject([{ stoppedBecause: { key: 'bounce' } }]);
  });
});

describe('the activities of promises', () => {
  const activitiesOf = (dealId: number) =>
    world.sandbox.pipedrive.activities.filter((each) => each.deal_id === dealId && !each.is_deleted);
  const promiseOf = async (dealId: number) => (await kept(dealId))?.state.promises[0];

  it('DS-03: a presentation that is booked is a meeting of its owner; it moves, and is done when it was held', async () => {
    const { dealId, conversionId, personId } = await followed();
    await world.command({ type: 'book-presentation', conversionId, day: '2030-01-07' });
    const [meeting] = await eventually(() => activitiesOf(dealId).length === 1 && activitiesOf(dealId));
    expect(meeting).toMatchObject({ type: 'meeting', owner_id: sales, due_date: '2030-01-07', done: false });
    expect(meeting?.participants).toEqual([{ person_id: personId, primary: true }]);
    await eventually(async () => (await promiseOf(dealId))?.activityId === meeting?.id);
    await world.command({ type: 'move-promise', conversionId, promise: 1, day: '2030-01-09' });
    await eventually(() => activitiesOf(dealId)[0]?.due_date === '2030-01-09');
    await world.command({ type: 'record-presentation', conversionId });
    await eventually(() => activitiesOf(dealId)[0]?.done);
    expect(activitiesOf(dealId)).toHaveLength(1);
  });

  it('may be missing: without the permission for them the promise holds, and says so', async () => {
    const { dealId, conversionId } = await followed();
    const match = { method: 'POST', pathPrefix: '/api/v2/activities' };
    world.sandbox.misbehaviour.add({ vendor: 'pipedrive', kind: '403', count: 1, match });
    await world.command({ type: 'book-presentation', conversionId, day: '2030-01-07' });
    const promise = await eventually(async () => {
      const found = await promiseOf(dealId);
      return found?.withoutActivity && found;
    });
    expect(promise).toMatchObject({ state: 'open', activityId: null, withoutActivity: 'not-allowed' });
    expect(activitiesOf(dealId)).toEqual([]);
  });
});

describe('DS-02: a suspect', () => {
  it('is entered once, however often Pipedrive takes a record without saying so', async () => {
    const { misbehaviour, pipedrive } = world.sandbox;
    for (const path of ['organizations', 'persons', 'deals']) {
      const match = { method: 'POST', pathPrefix: `/api/v2/${path}` };
      misbehaviour.add({ vendor: 'pipedrive', kind: 'reset', after: true, count: 1, match });
    }
    const name = `Mairie ${randomUUID().slice(0, 8)}`;
    const email = `${randomUUID().slice(0, 8)}@mairie.example.org`;
    await world.command({
      ...{ type: 'create-suspect', organization: { name }, isNew: true },
      person: { name: `Sacha ${name}`, email },
    });
    const deal = await eventually(() => pipedrive.deals.find(({ title }) => title === name));
    await eventually(async () => (await kept(deal.id))?.id, 20_000);
    const made = [
      pipedrive.organizations.filter((each) => each.name === name),
      pipedrive.persons.filter((each) => each.name === `Sacha ${name}`),
      pipedrive.deals.filter(({ title }) => title === name),
    ];
    expect(made.map((records) => records.length)).toEqual([1, 1, 1]);
    expect(deal).toMatchObject({ owner_id: sales, org_id: made[0]?.[0]?.id, person_id: made[1]?.[0]?.id });
  });
});
