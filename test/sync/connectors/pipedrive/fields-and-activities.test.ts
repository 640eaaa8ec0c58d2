import nock from 'nock';
import { expect, it } from 'vitest';
import { createPipedrive } from '#sync/connectors/pipedrive/client.ts';
import { nockOnly } from '../../../kit/nock-only.ts';
import { unlimitedBudget } from './unlimited-budget.ts';

const apiUrl = 'https://api.example.org';
const client = () =>
  createPipedrive({ apiUrl, auth: { apiToken: 'secret-token' }, budget: unlimitedBudget() });

nockOnly();

const activity = {
  ...{ id: 44, subject: 'Appeler', type: 'call', done: false, dueOn: '2026-11-22', dealId: 7 },
  ...{ personId: null, ownerId: null, updatedAt: null, doneAt: null },
};

it('tells the options of the deal fields, built-in ones with names for ids included', async () => {
  const enumField = {
    field_name: 'Échéance',
    field_code: 'abc',
    options: [{ id: 3, label: 'Sous 3 mois' }],
  };
  const builtIn = {
    field_name: 'Statut',
    field_code: 'status',
    options: [{ id: 'open', label: 'Ouverte' }],
  };
  const typed = { field_name: 'Volume', field_code: 'def', options: null };
  nock(apiUrl)
    .get('/api/v2/dealFields')
    .query(true)
    .reply(200, { data: [enumField, builtIn, typed] });
  expect(await client().listDealFields()).toEqual([
    { name: 'Échéance', code: 'abc', options: [{ id: 3, label: 'Sous 3 mois' }] },
    { name: 'Statut', code: 'status', options: [{ id: 'open', label: 'Ouverte' }] },
    { name: 'Volume', code: 'def', options: [] },
  ]);
});

it('plans an activity with the person as its primary participant, and finds it on the deal', async () => {
  const participants = [{ person_id: 5, primary: true }];
  const body = { subject: 'Appeler', type: 'call', deal_id: 7, participants, due_date: '2026-11-22' };
  nock(apiUrl)
    .post('/api/v2/activities', body)
    .reply(200, { success: true, data: { id: 44, ...body } });
  const gone = { id: 43, ...body, is_deleted: true };
  nock(apiUrl)
    .get('/api/v2/activities')
    .query({ deal_id: '7', limit: '500' })
    .reply(200, {
      data: [{ id: 44, ...body, done: true, marked_as_done_time: '2026-11-22T09:00:00Z' }, gone],
    });
  const pipedrive = client();
  const wanted = { subject: 'Appeler', type: 'call', dealId: 7, personId: 5, dueOn: '2026-11-22' };
  expect(await pipedrive.addActivity(wanted)).toBe(44);
  expect(await pipedrive.listActivities(7)).toEqual([
    { ...activity, done: true, doneAt: '2026-11-22T09:00:00Z' },
  ]);
});

it('changes of an activity what is given alone, and tells one that is gone', async () => {
  const answer = { id: 44, subject: 'Appeler', type: 'call', deal_id: 7, due_date: '2026-11-25' };
  nock(apiUrl)
    .patch('/api/v2/activities/44', { due_date: '2026-11-25' })
    .reply(200, { success: true, data: answer });
  nock(apiUrl)
    .patch('/api/v2/activities/45', { done: true })
    .reply(404, { success: false, error: 'Activity not found' });
  nock(apiUrl)
    .patch('/api/v2/activities/46', { done: true })
    .reply(200, { data: { ...answer, id: 46, is_deleted: true } });
  const pipedrive = client();
  expect(await pipedrive.updateActivity(44, { dueOn: '2026-11-25' })).toEqual({
    ...activity,
    dueOn: '2026-11-25',
  });
  expect(await pipedrive.updateActivity(45, { done: true })).toBeNull();
  expect(await pipedrive.updateActivity(46, { done: true })).toBeNull();
});

it('reads an activity that is there, and deletes one whether it is or not', async () => {
  const answer = { id: 44, subject: 'Appeler', type: 'call', deal_id: 7, due_date: '2026-11-22' };
  nock(apiUrl).get('/api/v2/activities/44').reply(200, { data: answer });
  nock(apiUrl)
    .get('/api/v2/activities/45')
    .reply(200, { data: { ...answer, id: 45, is_deleted: true } });
  nock(apiUrl)
    .delete('/api/v2/activities/44')
    .reply(200, { data: { id: 44 } });
  nock(apiUrl).delete('/api/v2/activities/45').reply(404, { success: false });
  const pipedrive = client();
  expect(await pipedrive.getActivity(44)).toEqual(activity);
  expect(await pipedrive.getActivity(45)).toBeNull();
  await pipedrive.deleteActivity(44);
  await pipedrive.deleteActivity(45);
});

it('asks for the mail of a deal in one call', async () => {
  nock(apiUrl)
    .get('/api/v2/deals/7')
    .query({ include_fields: 'last_incoming_mail_time,smart_bcc_email' })
    .reply(200, {
      data: {
        id: 7,
        last_incoming_mail_time: '2026-11-20T08:00:00Z',
        smart_bcc_email: 'deal7@pipedrive.example',
      },
    });
  nock(apiUrl).get('/api/v2/deals/8').query(true).reply(404, { success: false });
  const pipedrive = client();
  expect(await pipedrive.getDealMail(7)).toEqual({
    lastIncomingMailAt: '2026-11-20T08:00:00Z',
    smartBcc: 'deal7@pipedrive.example',
  });
  expect(await pipedrive.getDealMail(8)).toBeNull();
});
