import { defaultLimits } from './limits.ts';
import type { PipedriveMemory, Pipeline, Stage, User } from './records.ts';
import { seedFields } from './seed-fields.ts';
import type { ActivityType, CompanyFacts, Role } from './structure-records.ts';

const madeAt = '2024-01-08T09:00:00Z';
const times = { add_time: madeAt, update_time: madeAt };

/** What a company starts with. */
export type Start = {
  companyId: number;
  company: CompanyFacts;
  users: User[];
  roles: Role[];
  /** Names of pipelines with the names of their stages. */
  structure: readonly (readonly [string, readonly string[]])[];
  activityTypes: readonly (readonly [name: string, key: string])[];
};

/** A user; `marks` says what is not usual. */
export function seedUser(id: number, name: string, email: string, marks: Partial<User> = {}): User {
  return { id, name, email, admin: false, active: true, role_id: 1, created: madeAt, ...marks };
}

function seedStructure(structure: Start['structure']): { pipelines: Pipeline[]; stages: Stage[] } {
  const pipelines: Pipeline[] = [];
  const stages: Stage[] = [];
  for (const [name, stageNames] of structure) {
    const pipelineId = pipelines.length + 1;
    const common = { is_deleted: false, ...times };
    pipelines.push({
      id: pipelineId,
      name,
      order_nr: pipelineId,
      is_deal_probability_enabled: false,
      ...common,
    });
    for (const [index, stageName] of stageNames.entries()) {
      stages.push({
        id: stages.length + 1,
        name: stageName,
        order_nr: index + 1,
        pipeline_id: pipelineId,
        deal_probability: 100,
        is_deal_rot_enabled: false,
        days_to_rotten: null,
        ...common,
      });
    }
  }
  return { pipelines, stages };
}

function seedActivityType([name, key]: readonly [string, string], index: number): ActivityType {
  const order = index + 1;
  const common = { color: null, is_custom_flag: false, ...times };
  return { id: order, name, key_string: key, icon_key: key, order_nr: order, ...common };
}

/** A company without any record: its users, standard fields, pipelines, stages and activity types. */
export function blankMemory(start: Start): PipedriveMemory {
  const structure = seedStructure(start.structure);
  return {
    companyId: start.companyId,
    company: start.company,
    lastIds: {
      pipeline: structure.pipelines.length,
      stage: structure.stages.length,
      activityType: start.activityTypes.length,
      // Options are numbered across the company; those of seeded fields count from 1 in their field.
      option: 100,
      field: 100,
    },
    users: start.users,
    roles: start.roles,
    ...structure,
    fields: seedFields('standard'),
    activityTypes: start.activityTypes.map(seedActivityType),
    filters: [],
    organizations: [],
    persons: [],
    deals: [],
    participants: [],
    notes: [],
    activities: [],
    subscriptions: [],
    limits: { ...defaultLimits },
    spending: { day: '', tokens: 0 },
  };
}
