import { byId } from './lookup.ts';
import type { Deal, Note, PipedriveMemory } from './records.ts';
import { v1Time } from './times.ts';

type View = Record<string, unknown>;

/** A note as v1 shows it (pipedrive.md 2.9): booleans for pins, names of what it hangs on. */
export function noteView(memory: PipedriveMemory, note: Note, tokenUserId: number): View {
  const user = byId(memory.users, note.user_id);
  const deal = note.deal_id === null ? undefined : byId(memory.deals, note.deal_id);
  const person = note.person_id === null ? undefined : byId(memory.persons, note.person_id);
  const organization = note.org_id === null ? undefined : byId(memory.organizations, note.org_id);
  return {
    ...note,
    lead_id: null,
    project_id: null,
    task_id: null,
    project: null,
    task: null,
    pinned_to_lead_flag: false,
    pinned_to_project_flag: false,
    pinned_to_task_flag: false,
    add_time: v1Time(note.add_time),
    update_time: v1Time(note.update_time),
    deal: deal ? { title: deal.title } : null,
    person: person ? { name: person.name } : null,
    organization: organization ? { name: organization.name } : null,
    user: {
      email: user?.email ?? '',
      name: user?.name ?? '',
      icon_url: null,
      is_you: note.user_id === tokenUserId,
    },
  };
}

/** A deal as v1 shows the survivor of a merge (pipedrive.md 2.12). */
export function dealV1(memory: PipedriveMemory, deal: Deal): View {
  const { first_won_time, is_deleted, custom_fields, owner_id, label_ids, ...plain } = deal;
  return {
    ...plain,
    user_id: owner_id,
    owner_name: byId(memory.users, owner_id)?.name ?? null,
    active: deal.status === 'open' && !is_deleted,
    deleted: is_deleted,
    label: label_ids.length > 0 ? label_ids.join(',') : null,
    visible_to: String(deal.visible_to),
    add_time: v1Time(deal.add_time),
    update_time: v1Time(deal.update_time),
    stage_change_time: v1Time(deal.stage_change_time),
    close_time: v1Time(deal.close_time),
    won_time: v1Time(deal.won_time),
    first_won_time: v1Time(first_won_time),
    lost_time: v1Time(deal.lost_time),
    person_name: deal.person_id === null ? null : (byId(memory.persons, deal.person_id)?.name ?? null),
    org_name: deal.org_id === null ? null : (byId(memory.organizations, deal.org_id)?.name ?? null),
    ...custom_fields,
  };
}
