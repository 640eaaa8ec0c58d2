import type { CatalogueView } from '#core/contract/settings-view.ts';
import type { CrmField } from '#core/model/crm-field.ts';
import type { Pipeline, Stage } from '#core/model/pipeline.ts';
import type { Role, StaffMember } from '#core/model/staff-member.ts';
import type { Pipedrive } from '../connectors/pipedrive/port.ts';

/** The calls with which a company's set-up is read. */
export type CatalogueReader = Pick<
  Pipedrive,
  | 'listUsers'
  | 'listPipelines'
  | 'listStages'
  | 'listPersonFields'
  | 'listDealFields'
  | 'listActivityTypes'
  | 'listRoles'
>;

/** Everything the settings can name, as the CRM has it at this moment. */
export interface LiveCatalogue {
  staff: StaffMember[];
  pipelines: Pipeline[];
  stages: Stage[];
  personFields: CrmField[];
  dealFields: CrmField[];
  activityTypes: { key: string; name: string }[];
  /** Absent where we may not read them. */
  roles?: Role[];
}

/** Reads it all at once; some 90 tokens (pipedrive.md 5.1). @throws OutsideError */
export async function readLiveCatalogue(pipedrive: CatalogueReader): Promise<LiveCatalogue> {
  const [staff, pipelines, stages, personFields, dealFields, activityTypes, roles] = await Promise.all([
    pipedrive.listUsers(),
    pipedrive.listPipelines(),
    pipedrive.listStages(),
    pipedrive.listPersonFields(),
    pipedrive.listDealFields(),
    pipedrive.listActivityTypes(),
    pipedrive.listRoles().catch(() => undefined),
  ]);
  return { staff, pipelines, stages, personFields, dealFields, activityTypes, ...(roles && { roles }) };
}

/** What a settings page offers to choose from. */
export function catalogueView(catalogue: LiveCatalogue): CatalogueView {
  const { staff, pipelines, stages, personFields, dealFields, activityTypes, roles } = catalogue;
  return {
    pipelines: pipelines.map(({ id, name }) => ({
      id,
      name,
      stages: stages
        .filter((stage) => stage.pipelineId === id)
        .map((stage) => ({ id: stage.id, name: stage.name })),
    })),
    staff: staff.map(({ id, name, email, active }) => ({ id, name, email, active })),
    personFields: personFields.map(fieldView),
    dealFields: dealFields.map(fieldView),
    activityTypes: activityTypes.map(({ key, name }) => ({ key, name })),
    ...(roles && { roles: roles.map(({ id, name }) => ({ id, name })) }),
  };
}

function fieldView({ name, type }: CrmField): CatalogueView['personFields'][number] {
  return { name, type: type ?? '' };
}
