import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { receiveMail } from '../../../services/sandbox/src/pipedrive/acts.ts';
import { type Pipedrive, type Receiver, startPipedrive, startReceiver } from './harness.ts';

let receiver: Receiver;
let pipedrive: Pipedrive;
beforeAll(async () => {
  receiver = await startReceiver();
  pipedrive = await startPipedrive({ serviceUrl: receiver.url });
});
afterAll(async () => {
  await pipedrive.stop();
  await receiver.close();
});

/** What was told of an activity, once there are so many. */
async function toldOf(id: unknown, count: number) {
  const own = () =>
    receiver.received.map(({ body }) => body).filter(({ meta }) => meta.entity_id === String(id));
  for (let round = 0; round < 300 && own().length < count; round += 1) await pause(10);
  return own();
}

const call = { subject: 'Appeler', type: 'call', deal_id: 1, due_date: '2026-11-22' };

it('creates for the token’s user unless told otherwise, the first participant being the primary one', async () => {
  const participants = [{ person_id: 1 }, { person_id: 2 }];
  const { body } = await pipedrive.call('POST', '/api/v2/activities', { ...call, participants });
  expect(body.data).toMatchObject({ ...call, owner_id: 1, person_id: 1, done: false });
  expect(body.data.participants).toEqual([
    { person_id: 1, primary: true },
    { person_id: 2, primary: false },
  ]);
  const [delivery] = await receiver.until(1);
  expect(delivery?.body.meta).toMatchObject({ action: 'create', entity: 'activity', change_source: 'api' });
  expect(delivery?.body.data).toMatchObject({
    subject: 'Appeler',
    active_flag: true,
    busy_flag: false,
    person_id: 1,
    due_time: { timezone_id: null, value: null },
  });
});

it('lists by deal, owner, primary participant and done', async () => {
  await pipedrive.call('POST', '/api/v2/activities', { ...call, subject: 'Fait', owner_id: 21, done: true });
  const subjects = async (query: string) => {
    const { body } = await pipedrive.call('GET', `/api/v2/activities?${query}`);
    return Array.from(body.data, ({ subject }) => subject);
  };
  expect(await subjects('deal_id=1')).toEqual(['Appeler', 'Fait']);
  expect(await subjects('deal_id=2')).toEqual([]);
  expect(await subjects('owner_id=21')).toEqual(['Fait']);
  expect(await subjects('person_id=1')).toEqual(['Appeler']);
  expect(await subjects('person_id=2')).toEqual([]);
  expect(await subjects('done=true&sort_by=due_date')).toEqual(['Fait']);
});

it.each([
  ['the read-only person', { person_id: 1 }],
  ['an unknown type', { type: 'visit' }],
  ['a lost deal', { deal_id: 99 }],
  ['a former colleague', { owner_id: 24 }],
  ['an unknown participant', { participants: [{ person_id: 99 }] }],
  ['a date of another form', { due_date: '22/11/2026' }],
])('refuses %s', async (_what, wrong) => {
  const before = pipedrive.memory.activities.length;
  expect((await pipedrive.call('POST', '/api/v2/activities', { ...call, ...wrong })).status).toBe(400);
  expect(pipedrive.memory.activities).toHaveLength(before);
});

it('finds none under a filter by type, which v2 does not have', async () => {
  expect((await pipedrive.call('GET', '/api/v2/activities?type=call')).status).toBe(400);
  expect((await pipedrive.call('GET', '/api/v2/activities/99')).status).toBe(404);
});

it('changes what is sent, says since when it is done, and touches nothing otherwise', async () => {
  const { body: made } = await pipedrive.call('POST', '/api/v2/activities', { ...call, subject: 'Bouger' });
  const path = `/api/v2/activities/${made.data.id}`;
  const moved = await pipedrive.call('PATCH', path, { due_date: '2026-12-01', owner_id: 21 });
  expect(moved.body.data).toMatchObject({
    due_date: '2026-12-01',
    owner_id: 21,
    subject: 'Bouger',
    done: false,
  });
  const done = await pipedrive.call('PATCH', path, { done: true });
  expect(done.body.data).toMatchObject({ done: true, marked_as_done_time: expect.stringMatching(/Z$/) });
  await pipedrive.call('PATCH', path, { done: true });
  const open = await pipedrive.call('PATCH', path, { done: false });
  expect(open.body.data).toMatchObject({ done: false, marked_as_done_time: null });
  const told = await toldOf(made.data.id, 4);
  expect(told.map(({ meta }) => meta.action).toSorted()).toEqual(['change', 'change', 'change', 'create']);
  expect(told.filter(({ previous }) => previous?.done === true)).toMatchObject([{ data: { done: false } }]);
  expect((await pipedrive.call('PATCH', path, { type: 'visit' })).status).toBe(400);
});

it('deletes once, and tells the last state', async () => {
  const { body: made } = await pipedrive.call('POST', '/api/v2/activities', {
    ...call,
    subject: 'Supprimer',
  });
  const path = `/api/v2/activities/${made.data.id}`;
  const { body } = await pipedrive.call('DELETE', path);
  expect(body).toEqual({ success: true, data: { id: made.data.id } });
  const told = await toldOf(made.data.id, 2);
  expect(told.find(({ meta }) => meta.action === 'delete')).toMatchObject({
    data: null,
    previous: { subject: 'Supprimer', deal_id: 1 },
  });
  expect((await pipedrive.call('PATCH', path, { done: true })).status).toBe(404);
  expect((await pipedrive.call('DELETE', path)).status).toBe(404);
  const { body: list } = await pipedrive.call('GET', '/api/v2/activities?limit=500');
  expect(Array.from(list.data, ({ id }) => id)).not.toContain(made.data.id);
});

it('lists what changed since an instant', async () => {
  const { body: made } = await pipedrive.call('POST', '/api/v2/activities', { ...call, subject: 'Récent' });
  const since = made.data.update_time;
  const { body } = await pipedrive.call('GET', `/api/v2/activities?updated_since=${since}`);
  expect(Array.from(body.data, ({ id }) => id)).toContain(made.data.id);
  const { body: later } = await pipedrive.call(
    'GET',
    '/api/v2/activities?updated_since=2999-01-01T00:00:00Z',
  );
  expect(later.data).toEqual([]);
});

it('tells with a deal, where it is asked, what is next and when its client wrote', async () => {
  const fields =
    'include_fields=next_activity_id,last_incoming_mail_time,smart_bcc_email,undone_activities_count';
  const { body: made } = await pipedrive.call('POST', '/api/v2/activities', { ...call, deal_id: 2 });
  const asked = async () => (await pipedrive.call('GET', `/api/v2/deals/2?${fields}`)).body.data;
  expect(await asked()).toMatchObject({
    next_activity_id: made.data.id,
    undone_activities_count: 1,
    last_incoming_mail_time: null,
    smart_bcc_email: expect.stringMatching(/^[^@]+\+deal2@pipedrivemail\.com$/),
  });
  receiveMail(pipedrive.standIn, 2);
  expect((await asked()).last_incoming_mail_time).toMatch(/Z$/);
  expect((await pipedrive.call('GET', '/api/v2/deals/2')).body.data).not.toHaveProperty(
    'last_incoming_mail_time',
  );
});
