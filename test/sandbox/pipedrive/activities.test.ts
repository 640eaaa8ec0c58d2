import { afterAll, beforeAll, expect, it } from 'vitest';
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
