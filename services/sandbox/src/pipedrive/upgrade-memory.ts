import type { FieldDefinition, PipedriveMemory } from './records.ts';
import { seedFields } from './seed-fields.ts';

/** A memory from a file may be of an earlier release: each part may lack keys. */
type Earlier<T> = { [K in keyof T]?: T[K] };

/**
 * Completes a memory that an earlier release wrote, in place: what it did not know yet takes the usual value.
 * Nothing that is there is changed.
 */
export function upgradedMemory(memory: PipedriveMemory): PipedriveMemory {
  const earlier: Earlier<PipedriveMemory> = memory;
  earlier.company ??= { name: 'Sandbox', domain: `company-${memory.companyId}` };
  earlier.roles ??= [{ id: 1, parent_role_id: null, name: '(Utilisateurs non affectés)', level: 1 }];
  earlier.filters ??= [];
  complete(memory.users, { role_id: 1 });
  complete(memory.pipelines, { is_deleted: false, is_deal_probability_enabled: false });
  const stage = { deal_probability: 100, is_deal_rot_enabled: false, days_to_rotten: null };
  complete(memory.stages, { is_deleted: false, ...stage });
  const at = '2024-01-08T09:00:00Z';
  complete(memory.activityTypes, { color: null, is_custom_flag: false, add_time: at, update_time: at });
  complete(memory.deals, { last_incoming_mail_time: null });
  complete(memory.subscriptions, { of_app: false });
  countIds(memory);
  completeFields(memory);
  return memory;
}

function complete<T extends object>(rows: T[], usual: Partial<T>): void {
  for (const row of rows) Object.assign(row, { ...usual, ...row });
}

/** Ids that used to be fixed are given out now: go on after the highest. */
function countIds({ lastIds, pipelines, stages, activityTypes }: PipedriveMemory): void {
  const lists = { pipeline: pipelines, stage: stages, activityType: activityTypes };
  for (const [kind, rows] of Object.entries(lists)) {
    lastIds[kind] ??= Math.max(0, ...rows.map((row) => row.id));
  }
  lastIds.option ??= 100;
  lastIds.field ??= 100;
}

/** Adds the standard fields of this release, and gives ids to fields without: ids that are there stay. */
function completeFields({ fields }: PipedriveMemory): void {
  for (const [owner, standard] of Object.entries(seedFields('standard'))) {
    const rows: Earlier<FieldDefinition>[] = fields[owner as keyof typeof fields];
    for (const { id: _id, ...field } of standard) {
      if (!rows.some((row) => row.field_code === field.field_code)) rows.push(field);
    }
    let highest = Math.max(0, ...rows.map((row) => row.id ?? 0));
    for (const row of rows) row.id ??= ++highest;
  }
}
