import type { Change } from './context.ts';
import { typedCustomValues } from './custom-fields.ts';
import type {
  Activity,
  Deal,
  FieldOwner,
  Json,
  Note,
  Organization,
  Person,
  PipedriveMemory,
  Pipeline,
  Stage,
  User,
} from './records.ts';
import { userView } from './v1-user-views.ts';

type Data = Record<string, unknown>;
type Customised = { custom_fields: Record<string, Json>; visible_to: number };

// What every entity with custom fields shows differently from REST (pipedrive.md 3.4).
function common(memory: PipedriveMemory, owner: FieldOwner, record: Customised): Data {
  return {
    visible_to: String(record.visible_to),
    custom_fields: typedCustomValues(memory.fields[owner], record.custom_fields),
  };
}

function dealData(memory: PipedriveMemory, deal: Deal): Data {
  const { is_deleted: _deleted, last_incoming_mail_time: _mail, ...rest } = deal;
  return { ...rest, origin_id: null, channel: null, channel_id: null, ...common(memory, 'deal', deal) };
}

function personData(memory: PipedriveMemory, person: Person): Data {
  const { is_deleted: _deleted, ...rest } = person;
  return { ...rest, label: person.label_ids[0] ?? null, ...common(memory, 'person', person) };
}

function organizationData(memory: PipedriveMemory, organization: Organization): Data {
  const { is_deleted: _deleted, ...rest } = organization;
  const label = organization.label_ids[0] ?? null;
  return { ...rest, label, ...common(memory, 'organization', organization) };
}

function noteData(note: Note): Data {
  return { ...note, lead_id: null, project_id: null };
}

// The keys and the two objects of the official samples; `person_id` is the primary participant's.
function activityData(activity: Activity): Data {
  const { busy, is_deleted, participants, due_time, duration, ...plain } = activity;
  return {
    ...plain,
    active_flag: !is_deleted,
    busy_flag: busy,
    due_time: { timezone_id: null, value: due_time },
    duration: { timezone_id: null, value: duration },
    lead_id: null,
    person_id: participants.find((each) => each.primary)?.person_id ?? null,
    update_user_id: activity.creator_user_id,
    location: null,
  };
}

// Webhooks keep the old names of structure (pipedrive.md 2.7, 3.4).
function pipelineData({ is_deleted, ...pipeline }: Pipeline): Data {
  return { ...pipeline, active_flag: !is_deleted };
}

function stageData({ is_deleted, is_deal_rot_enabled, days_to_rotten, ...stage }: Stage): Data {
  return {
    ...stage,
    active_flag: !is_deleted,
    rotten_flag: is_deal_rot_enabled,
    rotten_days: days_to_rotten,
  };
}

function userData(user: User): Data {
  return { ...userView(user, false), id: String(user.id) };
}

/** Both states of a change in the shape of webhooks v2, `null` where there is none (pipedrive.md 3.4). */
export function webhookStates(
  memory: PipedriveMemory,
  change: Change,
): { before: Data | null; after: Data | null } {
  switch (change.entity) {
    case 'deal':
      return both(change, (deal) => dealData(memory, deal));
    case 'person':
      return both(change, (person) => personData(memory, person));
    case 'organization':
      return both(change, (organization) => organizationData(memory, organization));
    case 'note':
      return both(change, noteData);
    case 'activity':
      return both(change, activityData);
    case 'pipeline':
      return both(change, pipelineData);
    case 'stage':
      return both(change, stageData);
    case 'user':
      return both(change, userData);
  }
}

function both<T>(
  change: { before: T | null; after: T | null },
  view: (record: T) => Data,
): { before: Data | null; after: Data | null } {
  return { before: change.before && view(change.before), after: change.after && view(change.after) };
}
