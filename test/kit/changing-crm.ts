import { type Company, folded } from '#core/company.ts';
import { type HeardObject, heardObjects } from '#core/webhook-plan.ts';
import type { NewFilter } from '#sync/connectors/pipedrive/port-setup.ts';
import type { CompanyWebhooks } from '#sync/provision/company-webhooks.ts';
import type { ProvisionTarget } from '#sync/provision/read-plan.ts';
import { aServedCompany, readerOf } from './configuration-doors.ts';

/** A CRM in memory that can be provided with things, and notes what it was asked to make. */
export interface ChangingCrm {
  target: ProvisionTarget;
  crm: Company;
  /** "pipeline Suspects", "stage 1/Demande"… in their order. */
  made: string[];
  filters: NewFilter[];
  /** What making something throws; carried out all the same when the error is thrown after. */
  trouble: { before?: (what: string) => void; after?: (what: string) => void };
}

/** An empty CRM (staff, no pipeline, one field of Pipedrive's own) for the settings. */
export function anEmptyCrm(settings?: unknown): ChangingCrm {
  const { staff, ...company } = aServedCompany(settings);
  const ownField = { name: 'Owner', code: 'owner_id', options: [] };
  const crm: Company = {
    ...company,
    staff,
    pipelines: [],
    stages: [],
    personFields: [ownField],
    dealFields: [ownField],
  };
  const state: ChangingCrm = {
    crm,
    made: [],
    filters: [],
    trouble: {},
    target: undefined as unknown as ProvisionTarget,
  };
  state.target = { pipedrive: writerOf(state), served: { ...crm }, webhooks: webhooksOf(state), desk: null };
  return state;
}

function writerOf(state: ChangingCrm): ProvisionTarget['pipedrive'] {
  const { crm, filters } = state;
  const types = [{ key: 'call', name: 'Appel', active: true }];
  const make = async <Thing>(what: string, create: () => Thing): Promise<Thing> => {
    state.trouble.before?.(what);
    state.made.push(what);
    const thing = create();
    state.trouble.after?.(what);
    return thing;
  };
  const pushed = <Thing>(list: Thing[], thing: Thing): Thing => {
    list.push(thing);
    return thing;
  };
  return {
    ...readerOf(crm),
    listActivityTypes: async () => types,
    listFilters: async () => filters.map(({ name, type }, id) => ({ id, name, type })),
    listFilterFields: async () =>
      crm.personFields.map(({ name, code }, index) => ({ id: 9000 + index, name, code })),
    createPipeline: ({ name }) =>
      make(`pipeline ${name}`, () =>
        pushed(crm.pipelines, { id: crm.pipelines.length + 1, name, order: crm.pipelines.length }),
      ),
    createStage: ({ name, pipelineId }) =>
      make(`stage ${pipelineId}/${name}`, () =>
        pushed(crm.stages, { id: 100 + crm.stages.length, name, pipelineId, order: crm.stages.length }),
      ),
    createPersonField: ({ name, type }) =>
      make(`person-field ${name}`, () =>
        pushed(crm.personFields, { name, type, code: `hash-${folded(name)}`, options: [] }),
      ),
    createDealField: ({ name, type, options = [] }) =>
      make(`deal-field ${name}`, () =>
        pushed(crm.dealFields, {
          name,
          type,
          code: `hash-${folded(name)}`,
          options: options.map((label, id) => ({ id, label })),
        }),
      ),
    createFilter: (filter) =>
      make(`filter ${filter.name}`, () => {
        filters.push(filter);
        return { id: filters.length, name: filter.name, type: filter.type };
      }),
    createActivityType: ({ name }) =>
      make(`activity-type ${name}`, () =>
        pushed(types, { key: folded(name).replaceAll('-', '_'), name, active: true }),
      ),
  };
}

function webhooksOf(state: ChangingCrm): CompanyWebhooks {
  const present: HeardObject[] = [];
  return {
    plan: async () => ({
      present: present.map((object, id) => ({ object, id })),
      missing: heardObjects.filter((object) => !present.includes(object)),
      dead: [],
      strangers: [],
    }),
    register: async () => {
      state.trouble.before?.('webhooks');
      state.made.push('webhooks');
      present.push(...heardObjects.filter((object) => !present.includes(object)));
    },
  };
}
