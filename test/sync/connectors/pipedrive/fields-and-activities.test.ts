import nock from 'nock';
import { expect, it } from 'vitest';
import { createPipedrive } from '#sync/connectors/pipedrive/client.ts';
import { nockOnly } from '../../../kit/nock-only.ts';
import { unlimitedBudget } from './unlimited-budget.ts';

const apiUrl = 'https://api.example.org';
const client = () =>
  createPipedrive({ apiUrl, auth: { apiToken: 'secret-token' }, budget: unlimitedBudget() });

nockOnly();

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
  nock(apiUrl)
    .get('/api/v2/activities')
    .query({ deal_id: '7', limit: '500' })
    .reply(200, { data: [{ id: 44, subject: 'Appeler', done: true }] });
  const pipedrive = client();
  const wanted = { subject: 'Appeler', type: 'call', dealId: 7, personId: 5, dueOn: '2026-11-22' };
  expect(await pipedrive.addActivity(wanted)).toBe(44);
  expect(await pipedrive.listActivities(7)).toEqual([{ id: 44, subject: 'Appeler' }]);
});
