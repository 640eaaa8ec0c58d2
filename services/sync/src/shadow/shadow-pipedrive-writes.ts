import type { Activity } from '#core/model/activity.ts';
import type { Deal } from '#core/model/deal.ts';
import type { Person } from '#core/model/person.ts';
import { OutsideError } from '../connectors/errors.ts';
import {
  changedBody as changedActivityBody,
  newBody as newActivityBody,
} from '../connectors/pipedrive/activities.ts';
import { updateBody as dealUpdateBody, newBody as newDealBody } from '../connectors/pipedrive/deals.ts';
import { given } from '../connectors/pipedrive/given.ts';
import { newPersonBody } from '../connectors/pipedrive/new-records.ts';
import type { CustomFields, NewDeal, NewPerson, Pipedrive } from '../connectors/pipedrive/port.ts';
import { shadowId } from './rehearsal.ts';
import type { ReadRecords, RecordWrite } from './shadow-pipedrive.ts';

/** The writes of effects. */
export type RecordWrites = Pick<
  Pipedrive,
  | 'updateDeal'
  | 'createDeal'
  | 'deleteDeal'
  | 'mergeDeals'
  | 'updatePerson'
  | 'createPerson'
  | 'updateOrganization'
  | 'createOrganization'
  | 'addParticipant'
  | 'addNote'
  | 'addActivity'
  | 'updateActivity'
  | 'deleteActivity'
>;

/** Records each write as the connector would have sent it, and answers what Pipedrive would: the record with the change. */
export function recordWrites(records: ReadRecords, record: RecordWrite): RecordWrites {
  const write = (method: string, path: string, body: unknown = null) =>
    record({ vendor: 'pipedrive', method, path, body });
  return {
    async updateDeal(id, update) {
      const deal = (await records.getDeal(id)) ?? gone();
      write('PATCH', `/api/v2/deals/${id}`, dealUpdateBody(update));
      return { ...deal, ...update, updatedAt: nowText() };
    },
    async createDeal(deal) {
      const made = newDeal(deal);
      write('POST', '/api/v2/deals', newDealBody(deal));
      return made;
    },
    deleteDeal: async (id) => write('DELETE', `/api/v2/deals/${id}`),
    mergeDeals: async (id, intoId) => write('PUT', `/v1/deals/${id}/merge`, { merge_with_id: intoId }),
    async updatePerson(id, { ownerId, customFields }) {
      const person = (await records.getPerson(id)) ?? gone();
      write('PATCH', `/api/v2/persons/${id}`, given({ owner_id: ownerId, custom_fields: customFields }));
      return { ...person, ...given({ ownerId }), ...withFields(person, customFields), updatedAt: nowText() };
    },
    async createPerson(person) {
      const made = newPerson(person);
      write('POST', '/api/v2/persons', newPersonBody(person));
      return made;
    },
    async updateOrganization(id, { ownerId }) {
      const organization = (await records.getOrganization(id)) ?? gone();
      write('PATCH', `/api/v2/organizations/${id}`, { owner_id: ownerId });
      return { ...organization, ownerId, updatedAt: nowText() };
    },
    async createOrganization({ name, ownerId }) {
      const made = { id: shadowId(), name, ownerId, updatedAt: nowText() };
      write('POST', '/api/v2/organizations', { name, owner_id: ownerId });
      return made;
    },
    addParticipant: async (dealId, personId) =>
      write('POST', `/v1/deals/${dealId}/participants`, { person_id: personId }),
    addNote: async (dealId, html) => write('POST', '/v1/notes', { content: html, deal_id: dealId }),
    async addActivity(activity) {
      const id = shadowId();
      write('POST', '/api/v2/activities', newActivityBody(activity));
      return id;
    },
    async updateActivity(id, update) {
      write('PATCH', `/api/v2/activities/${id}`, changedActivityBody(update));
      return { ...blankActivity(id), ...update, updatedAt: nowText() };
    },
    deleteActivity: async (id) => write('DELETE', `/api/v2/activities/${id}`),
  };
}

/** An activity of which nothing is known but what is written now. */
function blankActivity(id: number): Activity {
  const nobody = { dealId: null, personId: null, ownerId: null };
  return { id, subject: '', type: '', done: false, dueOn: null, ...nobody, updatedAt: null, doneAt: null };
}

function newDeal({
  title,
  personId,
  organizationId,
  ownerId,
  pipelineId,
  stageId,
  customFields,
}: NewDeal): Deal {
  const at = nowText();
  return {
    id: shadowId(),
    title,
    status: 'open',
    ownerId: ownerId ?? null,
    personId,
    organizationId: organizationId ?? null,
    pipelineId: pipelineId ?? null,
    stageId: stageId ?? null,
    lostReason: null,
    addedAt: at,
    updatedAt: at,
    customFields: valuesOf(customFields),
  };
}

function newPerson({ name, ownerId, organizationId, email, phone, customFields }: NewPerson): Person {
  const at = nowText();
  return {
    id: shadowId(),
    name,
    emails: email === undefined ? [] : [email],
    phones: phone === undefined ? [] : [phone],
    ownerId,
    organizationId: organizationId ?? null,
    addedAt: at,
    updatedAt: at,
    customFields: valuesOf(customFields),
  };
}

function withFields(
  { customFields: before }: Person,
  changed: CustomFields | undefined,
): Pick<Person, 'customFields'> {
  return { customFields: { ...before, ...valuesOf(changed) } };
}

/** Only what is typed in is ever written by us. */
function valuesOf(fields: CustomFields = {}): Person['customFields'] {
  const entries = Object.entries(fields).map(([code, value]) => [
    code,
    value === null ? null : String(value),
  ]);
  return Object.fromEntries(entries);
}

function nowText(): string {
  return new Date().toISOString();
}

function gone(): never {
  throw new OutsideError({
    vendor: 'pipedrive',
    word: 'not-found',
    title: { fr: 'La fiche n’existe plus dans Pipedrive', en: 'The record no longer exists in Pipedrive' },
    detail: {
      fr: 'Rétablissez-la dans Pipedrive, puis réessayez.',
      en: 'Restore it in Pipedrive, then retry.',
    },
  });
}
