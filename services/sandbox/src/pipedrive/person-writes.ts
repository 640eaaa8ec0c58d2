import { isDeepStrictEqual } from 'node:util';
import type { PersonBody, PersonPatch } from './bodies.ts';
import type { Actor, PipedriveContext } from './context.ts';
import { withCustomValues } from './custom-fields.ts';
import { liveById, nextId, replace } from './lookup.ts';
import type { ContactPoint, Person } from './records.ts';
import { checkReferences } from './references.ts';
import { notFound, refusal } from './refusal.ts';
import { v2Time } from './times.ts';

const contactSyncKeys = [
  'postal_address',
  'notes',
  'im',
  'birthday',
  'job_title',
  'marketing_status',
] as const;

/** Contact sync and Campaigns are off in this account: their keys answer 403 (pipedrive.md 2.5). */
function refuseContactSync(sent: PersonPatch): void {
  const key = contactSyncKeys.find((each) => sent[each] !== undefined);
  if (key) throw refusal(403, `The field ${key} is not available in this account`);
}

function splitName(name: string): Pick<Person, 'name' | 'first_name' | 'last_name'> {
  const [first, ...rest] = name.trim().split(/\s+/);
  return { name, first_name: first || null, last_name: rest.join(' ') || null };
}

type SentPoint = { value: string; primary?: boolean | undefined; label?: string | undefined };

/** Label defaults to `work`, exactly one is primary: the first flagged, else the first (pipedrive.md 2.5). */
function contactPoints(sent: SentPoint[]): ContactPoint[] {
  const flagged = sent.findIndex((point) => point.primary);
  const primary = flagged < 0 ? 0 : flagged;
  return sent.map((point, index) => ({
    value: point.value,
    primary: index === primary,
    label: point.label ?? 'work',
  }));
}

function changes(sent: PersonPatch): Partial<Person> {
  return {
    ...(sent.name === undefined ? {} : splitName(sent.name)),
    ...(sent.owner_id === undefined ? {} : { owner_id: sent.owner_id }),
    ...(sent.org_id === undefined ? {} : { org_id: sent.org_id }),
    ...(sent.emails === undefined ? {} : { emails: contactPoints(sent.emails) }),
    ...(sent.phones === undefined ? {} : { phones: contactPoints(sent.phones) }),
    ...(sent.visible_to === undefined ? {} : { visible_to: sent.visible_to }),
    ...(sent.label_ids === undefined ? {} : { label_ids: sent.label_ids }),
  };
}

/** Creates a person as `actor`, who owns it by default. Throws a 400 or 403 Refusal. */
export function addPerson(context: PipedriveContext, actor: Actor, sent: PersonBody): Person {
  const { memory } = context;
  refuseContactSync(sent);
  checkReferences(memory, sent);
  const at = v2Time(context.now());
  const customFields = withCustomValues(memory.fields.person, {}, sent.custom_fields);
  const person: Person = {
    id: nextId(memory, 'person'),
    ...splitName(sent.name ?? sent.emails?.[0]?.value ?? ''),
    owner_id: actor.userId,
    org_id: null,
    add_time: sent.add_time ?? at,
    update_time: at,
    emails: [],
    phones: [],
    is_deleted: false,
    visible_to: 3,
    label_ids: [],
    picture_id: null,
    ...changes(sent),
    custom_fields: customFields,
  };
  memory.persons.push(person);
  context.publish({ action: 'create', entity: 'person', before: null, after: person, actor });
  return person;
}

/** Changes the sent fields of a person; e-mails and phones are replaced whole. Throws 404, 400, 403. */
export function changePerson(context: PipedriveContext, actor: Actor, id: number, sent: PersonPatch): Person {
  const { memory } = context;
  const before = liveById(memory.persons, id);
  if (!before) throw notFound();
  refuseContactSync(sent);
  checkReferences(memory, sent);
  const customFields = withCustomValues(memory.fields.person, before.custom_fields, sent.custom_fields);
  const wanted: Person = { ...before, ...changes(sent), custom_fields: customFields };
  if (isDeepStrictEqual(wanted, before)) return before;
  const after = { ...wanted, update_time: v2Time(context.now()) };
  replace(memory.persons, after);
  context.publish({ action: 'change', entity: 'person', before, after, actor });
  return after;
}

/** Marks a person as deleted; deals keep pointing at them (UNVERIFIED). Throws 404. */
export function removePerson(context: PipedriveContext, actor: Actor, id: number): void {
  const before = liveById(context.memory.persons, id);
  if (!before) throw notFound();
  replace(context.memory.persons, { ...before, is_deleted: true, update_time: v2Time(context.now()) });
  context.publish({ action: 'delete', entity: 'person', before, after: null, actor });
}
