import { allCustomValues } from './custom-fields.ts';
import type { ViewQuery } from './queries.ts';
import type {
  Activity,
  CustomValues,
  Deal,
  FieldDefinition,
  Json,
  Organization,
  Person,
  PipedriveMemory,
} from './records.ts';

type View = Record<string, unknown>;

function labelled(definition: FieldDefinition | undefined, value: Json): Json {
  const option = (id: Json): Json => {
    const found = definition?.options?.find((each) => each.id === id);
    return found ? { id: found.id, label: found.label } : id;
  };
  return Array.isArray(value) ? value.map(option) : option(value);
}

/** `custom_fields` of a REST v2 answer: all of them or the asked ones, option ids or labels (2.2, 2.3). */
function customView(definitions: FieldDefinition[], values: CustomValues, query: ViewQuery): View {
  const entries = Object.entries(allCustomValues(definitions, values)).filter(
    ([code]) => !query.custom_fields || query.custom_fields.includes(code),
  );
  if (!query.include_option_labels) return Object.fromEntries(entries);
  const definitionOf = (code: string) => definitions.find((field) => field.field_code === code);
  return Object.fromEntries(entries.map(([code, value]) => [code, labelled(definitionOf(code), value)]));
}

// The stand-in has no label options, so the labels array is always empty.
function labels(query: ViewQuery): View {
  return query.include_labels ? { labels: [] } : {};
}

function optional(query: ViewQuery, values: View): View {
  const asked = query.include_fields ?? [];
  return Object.fromEntries(asked.map((key) => [key, values[key] ?? null]));
}

function day(time: string | null): string | null {
  return time?.slice(0, 10) ?? null;
}

/** A deal as REST v2 shows it (pipedrive.md 2.4), optional fields on demand. */
export function dealView(memory: PipedriveMemory, deal: Deal, query: ViewQuery = {}): View {
  const { first_won_time, last_incoming_mail_time, custom_fields, ...plain } = deal;
  return {
    ...plain,
    local_won_date: day(deal.won_time),
    local_lost_date: day(deal.lost_time),
    local_close_date: day(deal.close_time),
    origin_id: null,
    channel: null,
    channel_id: null,
    source_lead_id: null,
    acv: null,
    arr: null,
    mrr: null,
    ...labels(query),
    ...optional(query, {
      first_won_time,
      last_incoming_mail_time,
      smart_bcc_email: `${memory.company.domain}+deal${deal.id}@pipedrivemail.com`,
      ...activityFacts(memory, deal),
      notes_count: memory.notes.filter((note) => note.active_flag && note.deal_id === deal.id).length,
      participants_count: memory.participants.filter((row) => row.deal_id === deal.id).length,
    }),
    custom_fields: customView(memory.fields.deal, custom_fields, query),
  };
}

/** The next activity is the open one whose day comes first, the last one the done one whose day came last. */
function activityFacts(memory: PipedriveMemory, deal: Deal): View {
  const own = memory.activities.filter((each) => each.deal_id === deal.id && !each.is_deleted);
  const byDay = own.toSorted((one, other) =>
    (one.due_date ?? '9999').localeCompare(other.due_date ?? '9999'),
  );
  return {
    next_activity_id: byDay.find(({ done }) => !done)?.id ?? null,
    last_activity_id: byDay.findLast(({ done }) => done)?.id ?? null,
    activities_count: own.length,
    done_activities_count: own.filter(({ done }) => done).length,
    undone_activities_count: own.filter(({ done }) => !done).length,
  };
}

/** An activity as REST v2 shows it (pipedrive.md 2.8); attendees on demand, of which the stand-in has none. */
export function activityView(activity: Activity, query: { include_fields?: string | undefined } = {}): View {
  return {
    ...activity,
    lead_id: null,
    person_id: activity.participants.find((each) => each.primary)?.person_id ?? null,
    project_id: null,
    location: null,
    conference_meeting_client: null,
    conference_meeting_url: null,
    conference_meeting_id: null,
    ...(query.include_fields === 'attendees' ? { attendees: [] } : {}),
  };
}

function dealCounts(memory: PipedriveMemory, mine: (deal: Deal) => boolean): View {
  const deals = memory.deals.filter((deal) => !deal.is_deleted && mine(deal));
  const open = deals.filter((deal) => deal.status === 'open').length;
  const won = deals.filter((deal) => deal.status === 'won').length;
  return {
    open_deals_count: open,
    closed_deals_count: deals.length - open,
    won_deals_count: won,
    lost_deals_count: deals.length - open - won,
  };
}

/** A person as REST v2 shows it (pipedrive.md 2.5): no contact-sync keys, that feature is off. */
export function personView(memory: PipedriveMemory, person: Person, query: ViewQuery = {}): View {
  const { custom_fields, ...plain } = person;
  const counts = query.include_fields ? dealCounts(memory, (deal) => deal.person_id === person.id) : {};
  return {
    ...plain,
    ...labels(query),
    ...optional(query, counts),
    custom_fields: customView(memory.fields.person, custom_fields, query),
  };
}

/** An organization as REST v2 shows it (pipedrive.md 2.6). */
export function organizationView(
  memory: PipedriveMemory,
  organization: Organization,
  query: ViewQuery = {},
): View {
  const { custom_fields, ...plain } = organization;
  const counts = query.include_fields ? dealCounts(memory, (deal) => deal.org_id === organization.id) : {};
  return {
    ...plain,
    ...labels(query),
    ...optional(query, counts),
    custom_fields: customView(memory.fields.organization, custom_fields, query),
  };
}
