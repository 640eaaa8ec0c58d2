import * as v1 from 'pipedrive/v1';
import * as v2 from 'pipedrive/v2';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { apiToken, type Pipedrive, startPipedrive } from './harness.ts';

let pipedrive: Pipedrive;

beforeAll(async () => {
  pipedrive = await startPipedrive();
  pipedrive.memory.limits.searchLagMs = 0;
});
afterAll(() => pipedrive.stop());

it('speaks v2 with the official client', async () => {
  const configuration = new v2.Configuration({ apiKey: apiToken, basePath: `${pipedrive.url}/api/v2` });
  const persons = new v2.PersonsApi(configuration);
  const deals = new v2.DealsApi(configuration);
  const person = await persons.addPerson({
    AddPersonRequest: { name: 'Cliente Officielle', emails: [{ value: 'cliente@example.org' }] },
  });
  const personId = person.data?.id ?? 0;
  const deal = await deals.addDeal({ AddDealRequest: { title: 'Par le client', person_id: personId } });
  const id = deal.data?.id ?? 0;
  const moved = await deals.updateDeal({
    id,
    UpdateDealRequest: { stage_id: 5, pipeline_id: 2, owner_id: 21 },
  });
  expect(moved.data).toMatchObject({ stage_id: 5, owner_id: 21 });
  const listed = await deals.getDeals({ owner_id: 21, status: 'open', limit: 500, sort_by: 'update_time' });
  expect(listed.data?.map((each) => each.id)).toContain(id);
  const hits = await persons.searchPersons({
    term: 'cliente@example.org',
    fields: 'email',
    exact_match: true,
  });
  expect(hits.data?.items?.[0]?.item?.id).toBe(personId);
  const stages = await new v2.StagesApi(configuration).getStages({ pipeline_id: 2 });
  expect(stages.data?.map((stage) => stage.name)).toEqual([
    'Potentiels identifiés',
    'Doc envoyée',
    'Compte créé',
  ]);
  await expect(deals.getDeal({ id: 999 })).rejects.toMatchObject({ success: false });
  expect((await deals.deleteDeal({ id })).data).toEqual({ id });
});

it('speaks v1 with the official client', async () => {
  const configuration = new v1.Configuration({ apiKey: apiToken, basePath: `${pipedrive.url}/v1` });
  const me = await new v1.UsersApi(configuration).getCurrentUser();
  expect(me.data?.company_id).toBe(7001);
  const notes = new v1.NotesApi(configuration);
  const note = await notes.addNote({
    AddNoteRequest: { content: 'Bonjour', deal_id: 1, pinned_to_deal_flag: 1 },
  });
  expect(note.data?.content).toBe('Bonjour');
  expect((await notes.getNotes({ deal_id: 1, sort: 'add_time DESC' })).data).toHaveLength(1);
  const participants = await new v1.DealsApi(configuration).getDealParticipants({ id: 1 });
  expect(participants.data?.[0]?.person_id?.value).toBe(1);
  const webhooks = new v1.WebhooksApi(configuration);
  const made = await webhooks.addWebhook({
    AddWebhookRequest: {
      subscription_url: 'https://hooks.example.org/x',
      event_action: '*',
      event_object: 'deal',
      name: 'Essai',
    },
  });
  expect((await webhooks.getWebhooks()).data).toHaveLength(2);
  expect(await webhooks.deleteWebhook({ id: made.data?.id ?? 0 })).toMatchObject({ success: true });
});
