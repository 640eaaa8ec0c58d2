import type { ActivityType } from '#core/model/activity-type.ts';
import type { Calls } from './calls.ts';
import type { NewField, PipedriveSetup } from './port-setup.ts';
import { exactlyOneOf, FieldRecord, PipelineRecord, StageRecord, wholeListOf } from './schema.ts';
import { ActivityTypeRecord } from './schema-setup.ts';
import type { PipedriveApis } from './sdk.ts';
import { toField, toPipeline, toStage } from './translate-records.ts';

type StructureCalls = Pick<
  PipedriveSetup,
  | 'createPipeline'
  | 'createStage'
  | 'createPersonField'
  | 'createDealField'
  | 'listActivityTypes'
  | 'createActivityType'
>;

/** The calls that add to the structure of a company (pipedrive.md 2.7, 2.8, 2.10); they never change what is there. */
export function structureCalls(apis: PipedriveApis, calls: Calls): StructureCalls {
  const { pipelines, stages, personFields, dealFields, rare } = apis;
  return {
    async createPipeline({ name }) {
      const send = () => pipelines.addPipeline({ AddPipelineRequest: { name } });
      return toPipeline((await calls.run('addPipeline', send, exactlyOneOf(PipelineRecord))).data);
    },
    async createStage({ name, pipelineId }) {
      const send = () => stages.addStage({ AddStageRequest: { name, pipeline_id: pipelineId } });
      return toStage((await calls.run('addStage', send, exactlyOneOf(StageRecord))).data);
    },
    async createPersonField(field) {
      const send = () => personFields.addPersonField({ AddPersonFieldRequest: newField(field) });
      return toField((await calls.run('addPersonField', send, exactlyOneOf(FieldRecord))).data);
    },
    async createDealField(field) {
      const send = () => dealFields.addDealField({ AddDealFieldRequest: newField(field) });
      return toField((await calls.run('addDealField', send, exactlyOneOf(FieldRecord))).data);
    },
    async listActivityTypes() {
      const send = () => rare.activityTypes().getActivityTypes();
      const { rows } = (await calls.run('getActivityTypes', send, wholeListOf(ActivityTypeRecord))).data;
      const active = rows.filter((record) => record.active_flag !== false);
      return active.sort((left, right) => left.order_nr - right.order_nr).map(toActivityType);
    },
    async createActivityType({ name, icon = 'task' }) {
      const body = { AddActivityTypeRequest: { name, icon_key: icon } };
      const send = () => rare.activityTypes().addActivityType(body);
      return toActivityType(
        (await calls.run('addActivityType', send, exactlyOneOf(ActivityTypeRecord))).data,
      );
    },
  };
}

function newField({ name, type, options }: NewField) {
  const labels = options?.map((label) => ({ label }));
  return { field_name: name, field_type: type, ...(labels && { options: labels }) };
}

function toActivityType({ key_string: key, name }: ActivityTypeRecord): ActivityType {
  return { key, name };
}
