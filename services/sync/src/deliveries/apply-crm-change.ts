import { type Company, isRobotOwner } from '#core/company.ts';
import type { CrmFacts, Event } from '#core/events.ts';
import type { Deal } from '#core/model/deal.ts';
import { normaliseEmails } from '#core/model/email-address.ts';
import type { Organization } from '#core/model/organization.ts';
import type { Person } from '#core/model/person.ts';
import { type AccountRequest, readAccountRequest } from '#core/processes/account-request/state.ts';
import {
  type AdvanceResult,
  advanceInstance,
  advanceLocked,
  type CompanyOf,
  startInstance,
} from '../engine/advance.ts';
import { readCrmFacts } from '../store/crm-facts.ts';
import { type CrmEntity, exchangeCrmRecord, readCrmRecord } from '../store/crm-records.ts';
import { lockSubject } from '../store/deliveries.ts';
import type { LockedInstance, Store } from '../store/instances.ts';
import { addLink, linkedInstances, lockLinkedInstances } from '../store/links.ts';
import { concernedPersons } from './concerned-persons.ts';
import { tellConversions } from './conversions/tell-deal.ts';
import { type Likeness, likenessTo, mayBeJoined, speaksForItsDuplicates } from './likeness.ts';
import { subjectOf } from './subject.ts';
import { type Permitted, toldAudience } from './told-audience.ts';

type Observed = Extract<Event, { type: 'crm-observed' }>;

/** A record of the CRM that changed, from a webhook or a sweep. `record` is null when it is gone. */
export interface RecordChange {
  entity: CrmEntity;
  id: number;
  record: Person | Deal | Organization | null;
  /** See `answeredInstant` and `toldInstant`. */
  changedAt: string;
  mergedToId: number | null;
  source: string;
  /** Who may see the record; absent or null when that was not told, as in an answer of the API. */
  permitted?: Permitted | null;
  /** Which colleague made the change; absent or null where that was not told. */
  byStaffId?: number | null;
}

/** What the change came to: the instances it moved, or nothing. */
export interface AppliedChange {
  advanced: AdvanceResult[];
  /** Kept, and left to the change that comes next in this transaction to be told. */
  isToldWithNext?: boolean;
}

/**
 * Keeps the record and tells every request and conversion it concerns what is now known. A stale copy changes nothing kept, and
 * the requests, told the same facts again, answer "nothing new": echoes, repetitions and disorder end here.
 *
 * @param toldNext the person whose requests the next change of this transaction is told to, whatever it says
 */
export async function applyCrmChange(
  store: Store,
  companyOf: CompanyOf,
  companyId: string,
  change: RecordChange,
  toldNext?: number,
): Promise<AppliedChange> {
  const { entity, id, changedAt } = change;
  const record = change.record ?? (await lastKnown(store, companyId, change));
  if (!record) return { advanced: [] };
  const told = toldAudience(companyOf(companyId), change.permitted);
  const kept = { entity, id, record, deleted: change.record === null, changedAt, told };
  const before = await exchangeCrmRecord(store, companyId, kept);
  const advanced: AdvanceResult[] = [];
  if (entity === 'person' && (change.mergedToId !== null || change.record === null))
    advanced.push(...(await tellGone(store, companyOf, companyId, id, change.mergedToId)));
  const concerned = await concernedPersons(store, companyId, change, before);
  if (before === undefined && (await isBirthOf(store, companyId, change, concerned, toldNext)))
    return { advanced, isToldWithNext: true };
  for (const personId of concerned) {
    advanced.push(...(await tellPerson(store, companyOf(companyId), companyOf, personId, change)));
  }
  advanced.push(...(await tellConversions(store, companyOf, companyId, change, advanced)));
  return { advanced };
}

/** Nobody's request yet: what is not told now is nobody's word. */
async function isBirthOf(
  store: Store,
  company: string,
  { record }: RecordChange,
  concerned: readonly number[],
  toldNext: number | undefined,
): Promise<boolean> {
  if (toldNext === undefined || !record || concerned.some((personId) => personId !== toldNext)) return false;
  return (await linkedInstances(store, company, 'person', [String(toldNext)])).length === 0;
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

/** A record is not there any more: requests that it had joined hear of it, and the survivor of a merge takes its place. */
async function tellGone(
  store: Store,
  companyOf: CompanyOf,
  company: string,
  personId: number,
  survivorId: number | null,
): Promise<AdvanceResult[]> {
  const persons = [personId, ...(survivorId === null ? [] : [survivorId])];
  await lockSubject(store, ...persons.map((id) => subjectOf(company, id, '')));
  const results: AdvanceResult[] = [];
  for (const locked of await lockLinkedInstances(store, company, 'person', String(personId))) {
    const instanceId = locked.row.id;
    if (survivorId !== null)
      await addLink(store, { company, kind: 'person', value: String(survivorId), instanceId });
    results.push(await advanceLocked(store, companyOf, locked, { type: 'submission-gone', personId }));
  }
  return results;
}

/**
 * What is told is read under the locks of the person and of their requests: nobody tells something older after it.
 */
async function tellPerson(
  store: Store,
  company: Company,
  companyOf: CompanyOf,
  personId: number,
  change: RecordChange,
): Promise<AdvanceResult[]> {
  const { source, changedAt } = change;
  await lockSubject(store, subjectOf(company.id, personId, ''));
  const linked = await lockedInstances(store, company.id, personId);
  if (linked.length === 0 && isColleaguesPerson(company, personId, change)) return [];
  const { known, facts, now } = await readCrmFacts(store, company.id, personId);
  if (!known) return [];
  const event: Observed = { type: 'crm-observed', facts, source, at: changedAt };
  const results: AdvanceResult[] = [];
  for (const one of linked) {
    // A duplicate record of a request's person is not its person: its facts are not the request's.
    if (!(await isOwnPerson(store, company.id, one.request, personId))) continue;
    results.push(await advanceLocked(store, companyOf, one.locked, event));
  }
  return results.length > 0 ? results : tellStranger(store, company, companyOf, { event, now }, linked);
}

/** Most changes are about people who are nobody's request: they cost no more than keeping them. */
function isColleaguesPerson(
  company: Company,
  personId: number,
  { entity, id, record }: RecordChange,
): boolean {
  return entity === 'person' && id === personId && record !== null && !isRobotOwner(company, record.ownerId);
}

/** What is told, and the store's clock when it was read. */
interface Told {
  event: Observed;
  now: Date;
}

interface LinkedRequest {
  id: string;
  request: AccountRequest;
  locked: LockedInstance;
}

async function lockedInstances(store: Store, company: string, personId: number): Promise<LinkedRequest[]> {
  const rows = await lockLinkedInstances(store, company, 'person', String(personId));
  return rows.map((locked) => {
    const { id, state, version } = locked.row;
    return { id, request: readAccountRequest(state, version), locked };
  });
}

async function isOwnPerson(
  store: Store,
  companyId: string,
  { person }: AccountRequest,
  personId: number,
): Promise<boolean> {
  if (person.id === personId) return true;
  const current = await readCrmRecord(store, companyId, 'person', person.id);
  return current?.deleted === true;
}

/** A person no request is about: one that joined stays where it is while that holds, and then goes its own way. */
async function tellStranger(
  store: Store,
  company: Company,
  companyOf: CompanyOf,
  { event, now }: Told,
  joined: readonly LinkedRequest[],
): Promise<AdvanceResult[]> {
  const { person } = event.facts;
  if (!person || !isRobotOwner(company, person.ownerId)) return [];
  const isStill = ({ request }: LinkedRequest) =>
    speaksForItsDuplicates(request) && likenessTo(request, event.facts) !== 'other';
  if (joined.some(isStill)) return [];
  const results: AdvanceResult[] = [];
  for (const { id } of joined) {
    const result = await advanceInstance(store, companyOf, id, {
      type: 'submission-parted',
      personId: person.id,
    });
    if (result) results.push(result);
  }
  return [...results, ...(await joinOrStart(store, company, companyOf, { event, now }, person))];
}

/** Same address and same organization is the same request (E-09, E-55); anything else is a new one. */
async function joinOrStart(
  store: Store,
  company: Company,
  companyOf: CompanyOf,
  { event, now }: Told,
  person: Person,
): Promise<AdvanceResult[]> {
  const emails = normaliseEmails(person.emails).toSorted();
  await lockSubject(store, ...emails.map((email) => `email:${company.id}:${email}`));
  const twin = await findTwin(store, company.id, emails, event.facts);
  // The organization's own webhook is on its way; should it be lost, the sweep decides without.
  if (twin?.likeness === 'unknown' && event.source !== 'sweep') return [];
  if (twin?.likeness !== 'same') {
    const start = { company: company.id, process: 'account-request' as const, event, now };
    return [await startInstance(store, companyOf, start)];
  }
  const link = { company: company.id, kind: 'person', value: String(person.id), instanceId: twin.id };
  await addLink(store, link);
  const joined = { personId: person.id, personName: person.name, at: event.at };
  const result = await advanceInstance(store, companyOf, twin.id, { type: 'submission-joined', joined });
  return result ? [result] : [];
}

/** The request to join, or one that may turn out to be it. */
async function findTwin(
  store: Store,
  company: string,
  emails: readonly string[],
  facts: CrmFacts,
): Promise<{ id: string; likeness: Likeness } | undefined> {
  const rows = await linkedInstances(store, company, 'email', emails);
  const alike = rows.flatMap((row) => {
    const request = readAccountRequest(row.state, row.version);
    const likeness = mayBeJoined(request) ? likenessTo(request, facts) : 'other';
    return likeness === 'other' ? [] : [{ id: row.id, likeness }];
  });
  return alike.find(({ likeness }) => likeness === 'same') ?? alike[0];
}
