import { type Company, isRobotOwner } from '#core/company.ts';
import type { Event } from '#core/events.ts';
import { searchWords } from '#core/kernel/search-words.ts';
import type { Deal } from '#core/model/deal.ts';
import { normaliseEmails } from '#core/model/email-address.ts';
import type { Organization } from '#core/model/organization.ts';
import type { Person } from '#core/model/person.ts';
import { readAccountRequest } from '#core/processes/account-request/state.ts';
import { type AdvanceResult, advanceInstance, type CompanyOf, startInstance } from '../engine/advance.ts';
import { type CrmEntity, exchangeCrmRecord, readCrmFacts, readCrmRecord } from '../store/crm-records.ts';
import { lockSubject } from '../store/deliveries.ts';
import type { Store } from '../store/instances.ts';
import { addLink, linkedInstances } from '../store/links.ts';

/** A record of the CRM that changed, from a webhook or a sweep. `record` is null when it is gone. */
export interface RecordChange {
  entity: CrmEntity;
  id: number;
  record: Person | Deal | Organization | null;
  /** See `answeredInstant` and `toldInstant`. */
  changedAt: string;
  mergedToId: number | null;
  source: string;
}

/** What the change came to: the instances it moved, or nothing. */
export interface AppliedChange {
  advanced: AdvanceResult[];
}

/**
 * Keeps the record and tells every request it concerns what is now known. A stale copy changes nothing kept, and
 * the requests, told the same facts again, answer "nothing new": echoes, repetitions and disorder end here.
 */
export async function applyCrmChange(
  store: Store,
  companyOf: CompanyOf,
  companyId: string,
  change: RecordChange,
): Promise<AppliedChange> {
  const { entity, id, changedAt } = change;
  const record = change.record ?? (await lastKnown(store, companyId, change));
  if (!record) return { advanced: [] };
  const kept = { entity, id, record, deleted: change.record === null, changedAt };
  const before = await exchangeCrmRecord(store, companyId, kept);
  if (change.entity === 'person' && change.mergedToId !== null)
    await followMerge(store, companyId, id, change.mergedToId);
  const advanced: AdvanceResult[] = [];
  for (const personId of await concernedPersons(store, companyId, change, before?.record)) {
    advanced.push(...(await tellPerson(store, companyOf(companyId), companyOf, personId, change)));
  }
  return { advanced };
}

/** A deletion tells no record: the last one stays, marked. */
async function lastKnown(
  store: Store,
  companyId: string,
  { entity, id }: RecordChange,
): Promise<RecordChange['record']> {
  const known = await readCrmRecord(store, companyId, entity, id);
  return (known?.record as RecordChange['record'] | undefined) ?? null;
}

/** The survivor of a merge takes the place of the person who disappeared. */
async function followMerge(store: Store, company: string, fromId: number, toId: number): Promise<void> {
  for (const row of await linkedInstances(store, company, 'person', [String(fromId)])) {
    await addLink(store, { company, kind: 'person', value: String(toId), instanceId: row.id });
  }
}

async function concernedPersons(
  store: Store,
  company: string,
  { entity, id, record, mergedToId }: RecordChange,
  before: unknown,
): Promise<number[]> {
  if (entity === 'person') return [mergedToId ?? id];
  if (entity === 'deal') {
    const now = record && 'personId' in record ? record.personId : null;
    const earlier = (before as Deal | undefined)?.personId ?? null;
    return [...new Set([now, earlier].filter((personId) => personId !== null))];
  }
  const rows = await linkedInstances(store, company, 'organization', [String(id)]);
  return rows.map((row) => readAccountRequest(row.state, row.version).person.id);
}

async function tellPerson(
  store: Store,
  company: Company,
  companyOf: CompanyOf,
  personId: number,
  { source, changedAt }: RecordChange,
): Promise<AdvanceResult[]> {
  const { known, facts } = await readCrmFacts(store, company.id, personId);
  if (!known) return [];
  const event: Event = { type: 'crm-observed', facts, source, at: changedAt };
  const linked = await linkedInstances(store, company.id, 'person', [String(personId)]);
  if (linked.length === 0) return joinOrStart(store, company, companyOf, event);
  const results: AdvanceResult[] = [];
  for (const row of linked) {
    // A duplicate record of a request's person is not its person: its facts are not the request's.
    if (!(await isOwnPerson(store, company.id, row, personId))) continue;
    const result = await advanceInstance(store, companyOf, row.id, event);
    if (result) results.push(result);
  }
  return results;
}

async function isOwnPerson(
  store: Store,
  companyId: string,
  row: { state: unknown; version: number },
  personId: number,
): Promise<boolean> {
  const { person } = readAccountRequest(row.state, row.version);
  if (person.id === personId) return true;
  const current = await readCrmRecord(store, companyId, 'person', person.id);
  return current?.deleted === true;
}

/** Same address and same organization is the same request (E-09, E-55); anything else is a new one. */
async function joinOrStart(
  store: Store,
  company: Company,
  companyOf: CompanyOf,
  event: Extract<Event, { type: 'crm-observed' }>,
): Promise<AdvanceResult[]> {
  const { person, organization } = event.facts;
  if (!person || !isRobotOwner(company, person.ownerId)) return [];
  const emails = normaliseEmails(person.emails).toSorted();
  for (const email of emails) await lockSubject(store, `email:${company.id}:${email}`);
  const twin = await findTwin(store, company.id, emails, organization);
  if (!twin) {
    const now = new Date();
    const started = await startInstance(store, companyOf, {
      company: company.id,
      process: 'account-request',
      event,
      now,
    });
    return [started];
  }
  const link = { company: company.id, kind: 'person', value: String(person.id), instanceId: twin };
  await addLink(store, link);
  const joined = { personId: person.id, personName: person.name, at: event.at };
  const result = await advanceInstance(store, companyOf, twin, { type: 'submission-joined', joined });
  return result ? [result] : [];
}

async function findTwin(
  store: Store,
  company: string,
  emails: string[],
  organization: Organization | null,
): Promise<string | undefined> {
  for (const row of await linkedInstances(store, company, 'email', emails)) {
    if (!['incomplete', 'pending', 'awaiting-evidence', 'accepting'].includes(row.step)) continue;
    const known = readAccountRequest(row.state, row.version).organization?.name ?? null;
    if (known === null || !organization || searchWords([known]) === searchWords([organization.name]))
      return row.id;
  }
  return undefined;
}
