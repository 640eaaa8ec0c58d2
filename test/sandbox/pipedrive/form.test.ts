import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PipedriveMemory } from '../../../services/sandbox/src/pipedrive/records.ts';
import { type Pipedrive, type Receiver, startPipedrive, startReceiver } from './harness.ts';

let receiver: Receiver;
let pipedrive: Pipedrive;
let saves = 0;

beforeAll(async () => {
  receiver = await startReceiver();
  pipedrive = await startPipedrive({ serviceUrl: receiver.url, onChange: () => (saves += 1) });
});
afterAll(async () => {
  await pipedrive.stop();
  await receiver.close();
});

it('makes an organization, a person and a deal of the robot, and tells of all three', async () => {
  expect(pipedrive.memory.persons.every((person) => person.owner_id === 21)).toBe(true);
  const made = pipedrive.standIn.submitForm({
    name: 'Camille Exemple',
    email: 'camille@mairie.example.org',
    phone: '0102030405',
    organization: 'Mairie Exemple',
    message: 'Bonjour',
    jobTitle: 'Secrétaire',
  });
  const { body: person } = await pipedrive.call('GET', `/api/v2/persons/${made.personId}`);
  expect(person.data).toMatchObject({ owner_id: 12, org_id: made.organizationId, name: 'Camille Exemple' });
  expect(Object.values(person.data.custom_fields ?? {})).toEqual(['Secrétaire', null, null]);
  const { body: deal } = await pipedrive.call('GET', `/api/v2/deals/${made.dealId}`);
  expect(deal.data).toMatchObject({ owner_id: 12, person_id: made.personId, pipeline_id: 1, stage_id: 1 });
  const metas = (await receiver.until(3)).map((each) => each.body.meta);
  expect(metas.map((meta) => meta.entity).toSorted()).toEqual(['deal', 'organization', 'person']);
  for (const meta of metas)
    expect(meta).toMatchObject({ action: 'create', change_source: 'app', user_id: '12' });
  expect(saves).toBeGreaterThanOrEqual(3);
});

it('puts the volume and the deadline into fields of the deal, the deadline as an option', async () => {
  const contact = { name: 'Camille', email: 'c@mairie.example.org', phone: '', organization: 'Mairie' };
  const made = pipedrive.standIn.submitForm({ ...contact, filesPerYear: 2500, deadline: 'Sous 3 mois' });
  const { body } = await pipedrive.call('GET', `/api/v2/deals/${made.dealId}?include_option_labels=true`);
  expect(Object.values(body.data.custom_fields ?? {})).toEqual([
    ...Array(6).fill(null),
    2500,
    { id: 2, label: 'Sous 3 mois' },
  ]);
  await pipedrive.call('DELETE', `/api/v2/deals/${made.dealId}`);
});

it('keeps its memory as plain JSON that another stand-in can go on with', async () => {
  const copy = JSON.parse(JSON.stringify(pipedrive.memory)) as PipedriveMemory;
  expect(copy).toEqual(pipedrive.memory);
  const again = await startPipedrive({ memory: copy });
  const { body } = await again.call('POST', '/api/v2/deals', { title: 'Suite' });
  expect(body.data.id).toBe(5);
  await again.stop();
});
