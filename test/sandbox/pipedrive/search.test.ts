import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deletePerson } from '../../../services/sandbox/src/pipedrive/acts.ts';
import { type Pipedrive, startPipedrive } from './harness.ts';

let pipedrive: Pipedrive;

beforeAll(async () => {
  pipedrive = await startPipedrive();
  pipedrive.memory.limits.searchLagMs = 1_500;
});
afterAll(() => pipedrive.stop());

async function found(path: string): Promise<{ result_score: number; item: Record<string, unknown> }[]> {
  const { status, body } = await pipedrive.call('GET', path);
  expect(status).toBe(200);
  return body.data.items ?? [];
}

const byMail = (mail: string) => `/api/v2/persons/search?term=${mail}&fields=email&exact_match=true`;

it('finds a person by e-mail, whatever the case, only after the index caught up', async () => {
  const { body } = await pipedrive.call('POST', '/api/v2/persons', {
    name: 'Nouvelle Venue',
    org_id: 1,
    emails: [{ value: 'Nouvelle@Example.org' }],
  });
  expect(await found(byMail('nouvelle@example.org'))).toEqual([]);
  await pause(1_700);
  expect(await found(byMail('nouvelle@example.org'))).toMatchObject([
    {
      item: {
        id: body.data.id,
        type: 'person',
        emails: ['Nouvelle@Example.org'],
        owner: { id: 1 },
        organization: { id: 1, name: 'Mairie de Valmont' },
      },
    },
  ]);
  expect(await found(byMail('nouvelle@example'))).toEqual([]);
});

it('still shows a deleted person until the index caught up', async () => {
  const mail = byMail('mairie@valmont.example.org');
  expect(await found(mail)).toHaveLength(1);
  deletePerson(pipedrive.standIn, 21, 1);
  expect(await found(mail)).toHaveLength(1);
  await pause(1_700);
  expect(await found(mail)).toHaveLength(0);
});

it('searches organizations, deals and items by part of a name', async () => {
  expect(await found('/api/v2/organizations/search?term=VALMONT')).toHaveLength(1);
  expect(await found('/api/v2/deals/search?term=eaux&status=open&organization_id=2')).toHaveLength(1);
  const kinds = (await found('/api/v2/itemSearch?term=valmont')).map((hit) => hit.item.type);
  expect(kinds.toSorted()).toEqual(['deal', 'organization']);
  expect(await found('/api/v2/itemSearch?term=valmont&item_types=organization')).toHaveLength(1);
});

it('searches one field with attention to case', async () => {
  const names = async (query: string) => {
    const { body } = await pipedrive.call(
      'GET',
      `/api/v2/itemSearch/field?entity_type=person&field=email&${query}`,
    );
    return (body.data as unknown as { name: string }[]).map((each) => each.name);
  };
  expect(await names('term=direction@eaux.example.org')).toEqual(['Direction Eaux']);
  expect(await names('term=Direction@eaux.example.org')).toEqual([]);
  expect(await names('term=direction&match=beginning')).toEqual(['Direction Eaux']);
  expect(await names('term=eaux&match=middle')).toEqual(['Direction Eaux']);
});

it('pages hits', async () => {
  const first = await pipedrive.call('GET', '/api/v2/itemSearch?term=valmont&limit=1');
  const cursor = first.body.additional_data.next_cursor;
  const seen = [
    ...(await found('/api/v2/itemSearch?term=valmont&limit=1')),
    ...(await found(`/api/v2/itemSearch?term=valmont&limit=1&cursor=${cursor}`)),
  ];
  expect(seen.map((hit) => hit.item.type).toSorted()).toEqual(['deal', 'organization']);
});
