import { byId } from './lookup.ts';
import type { Participant, Person, PipedriveMemory } from './records.ts';
import { v1Time } from './times.ts';

type View = Record<string, unknown>;

const personCounts = [
  'open_deals_count',
  'related_open_deals_count',
  'closed_deals_count',
  'related_closed_deals_count',
  'participant_open_deals_count',
  'participant_closed_deals_count',
  'email_messages_count',
  'activities_count',
  'done_activities_count',
  'undone_activities_count',
  'files_count',
  'notes_count',
  'followers_count',
  'won_deals_count',
  'related_won_deals_count',
  'lost_deals_count',
  'related_lost_deals_count',
];
const personBlanks = [
  'next_activity_date',
  'next_activity_time',
  'next_activity_id',
  'last_activity_id',
  'last_activity_date',
  'last_incoming_mail_time',
  'last_outgoing_mail_time',
  'picture_id',
  'label',
  'cc_email',
];

function withAll(keys: string[], value: number | null): View {
  return Object.fromEntries(keys.map((key) => [key, value]));
}

/** A person as v1 shows it: `email` and `phone`, string visibility, custom fields flat (pipedrive.md 2.5, 2.10). */
export function personV1(memory: PipedriveMemory, person: Person): View {
  const organization = person.org_id === null ? undefined : byId(memory.organizations, person.org_id);
  return {
    ...withAll(personCounts, 0),
    ...withAll(personBlanks, null),
    id: person.id,
    company_id: memory.companyId,
    owner_id: person.owner_id,
    owner_name: byId(memory.users, person.owner_id)?.name ?? null,
    org_id: person.org_id,
    org_name: organization?.name ?? null,
    name: person.name,
    first_name: person.first_name,
    last_name: person.last_name,
    active_flag: !person.is_deleted,
    email: person.emails,
    phone: person.phones,
    label_ids: person.label_ids,
    first_char: person.name.slice(0, 1).toLowerCase(),
    add_time: v1Time(person.add_time),
    update_time: v1Time(person.update_time),
    visible_to: String(person.visible_to),
    ...person.custom_fields,
  };
}

// Where v1 embeds a user or an organization it writes an object with the id under `value`.
function embeddedUser(memory: PipedriveMemory, id: number): View {
  const user = byId(memory.users, id);
  return {
    id,
    name: user?.name ?? '',
    email: user?.email ?? '',
    has_pic: 0,
    pic_hash: null,
    active_flag: user?.active ?? false,
    value: id,
  };
}

function embeddedOrganization(memory: PipedriveMemory, id: number | null): View | null {
  const organization = id === null ? undefined : byId(memory.organizations, id);
  if (!organization) return null;
  return {
    name: organization.name,
    people_count: memory.persons.filter((each) => each.org_id === organization.id).length,
    owner_id: organization.owner_id,
    address: organization.address?.value ?? null,
    active_flag: !organization.is_deleted,
    cc_email: null,
    value: organization.id,
  };
}

function embeddedPerson(memory: PipedriveMemory, person: Person): View {
  return {
    ...personV1(memory, person),
    owner_id: embeddedUser(memory, person.owner_id),
    org_id: embeddedOrganization(memory, person.org_id),
  };
}

/** A participant of a deal: `id` is the participant's, the person is under `person_id.value` (pipedrive.md 2.4). */
export function participantView(memory: PipedriveMemory, row: Participant): View {
  const person = byId(memory.persons, row.person_id);
  const deal = byId(memory.deals, row.deal_id);
  return {
    id: row.id,
    person_id: {
      active_flag: !person?.is_deleted,
      name: person?.name ?? '',
      email: person?.emails ?? [],
      phone: person?.phones ?? [],
      owner_id: person?.owner_id ?? null,
      company_id: memory.companyId,
      value: row.person_id,
    },
    add_time: v1Time(row.add_time),
    active_flag: true,
    related_item_data: { deal_id: row.deal_id, title: deal?.title ?? '' },
    person: person ? embeddedPerson(memory, person) : null,
    added_by_user_id: embeddedUser(memory, row.added_by_user_id),
    related_item_type: 'deal',
    related_item_id: row.deal_id,
  };
}
