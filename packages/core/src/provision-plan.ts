import { type Company, fieldOf, folded, placeOf, staffOf } from './company.ts';
import { type DeskCreation, type DeskSurroundings, deskThings } from './desk-provision.ts';
import type { ActivityType } from './model/activity-type.ts';
import type { CrmField } from './model/crm-field.ts';
import type { ProvisionKind } from './model/provision-kind.ts';
import {
  activityTypesNamed,
  dealFieldsNamed,
  type NamedField,
  personFieldsNamed,
  priorityFieldsNamed,
} from './named-things.ts';
import { placesToProvide } from './places-to-provide.ts';
import type { HeardObject, WebhookPlan } from './webhook-plan.ts';

/** What is there beside the catalogue of the company. */
export interface ProvisionSurroundings {
  /** Those of persons. */
  filters: readonly { name: string }[];
  activityTypes: readonly ActivityType[];
  /** null: webhooks are registered by hand. */
  webhooks: WebhookPlan | null;
  /** null: there is no help desk. */
  desk: DeskSurroundings | null;
}

/** A condition of a filter: the field by its code, or by its name where the field is only being made. */
export interface PlannedCondition {
  field: { code: string } | { name: string };
  operator: '=' | 'IS NULL';
  value: string | null;
}

/** Everything that is needed to make a thing. */
export type Creation =
  | { what: 'pipeline'; name: string }
  | { what: 'stage'; name: string; pipeline: string }
  | { what: 'person-field' | 'deal-field'; name: string; type: string; options: string[] }
  | {
      what: 'filter';
      type: 'people';
      name: string;
      /** All of these hold, and one of the alternatives where there are any. */
      conditions: PlannedCondition[];
      alternatives: PlannedCondition[];
    }
  | { what: 'activity-type'; name: string }
  | { what: 'webhook'; object: HeardObject; action: '*' }
  | DeskCreation;

/** One thing Passerelle needs in the CRM, or in the help desk. */
export interface ProvisionItem {
  /** The same thing bears the same id in every plan. */
  id: string;
  what: ProvisionKind;
  name: string;
  /** The pipeline of a stage, the inbox of a saved reply. */
  within: string | null;
  state: 'present' | 'missing';
  creation: Creation;
}

/**
 * Everything the settings need outside, each thing after those it belongs to. What is there stays as it is: nothing
 * is renamed, changed or removed. The company has to be read completely, or things would be made twice.
 */
export function provisionPlan(company: Company, surroundings: ProvisionSurroundings): ProvisionItem[] {
  const items = [
    ...placeItems(company),
    ...fieldItems(company),
    ...filterItems(company, surroundings.filters),
    ...activityTypeItems(company, surroundings.activityTypes),
    ...webhookItems(surroundings.webhooks),
    ...deskThings(company.settings, surroundings.desk).map(({ creation, isThere }) =>
      itemOf(creation, isThere),
    ),
  ];
  return items.filter(({ id }, index) => items.findIndex((item) => item.id === id) === index);
}

function placeItems(company: Company): ProvisionItem[] {
  const places = placesToProvide(company);
  const isThere = (pipeline: string, stage?: string) => {
    const place = placeOf(company, pipeline, stage);
    // Without a stage, a pipeline that has none is there all the same.
    return !('missing' in place) || (stage === undefined && place.missing.what === 'stage');
  };
  return [
    ...places.map(({ pipeline }) => itemOf({ what: 'pipeline', name: pipeline }, isThere(pipeline))),
    ...places.flatMap(({ pipeline, stages }) =>
      stages.map((name) => itemOf({ what: 'stage', name, pipeline }, isThere(pipeline, name))),
    ),
  ];
}

function fieldItems({ settings, personFields, dealFields }: Company): ProvisionItem[] {
  const item = (
    what: 'person-field' | 'deal-field',
    { name, types, options }: NamedField,
    known: readonly CrmField[],
  ) => itemOf({ what, name, type: types[0], options }, fieldOf(known, name) !== undefined);
  return [
    ...personFieldsNamed(settings).map((named) => item('person-field', named, personFields)),
    ...dealFieldsNamed(settings).map((named) => item('deal-field', named, dealFields)),
    ...priorityFieldsNamed(settings).map((named) =>
      item('deal-field', named, [...dealFields, ...personFields]),
    ),
  ];
}

/** The requests to decide as a filter of Pipedrive (DS-20): a robot's persons (DS-11) without an account (DS-12). */
function filterItems(company: Company, filters: readonly { name: string }[]): ProvisionItem[] {
  const { requestFilter: name, robotOwners, fields } = company.settings;
  const robots = robotOwners.flatMap((reference) =>
    typeof reference === 'number' ? [reference] : (staffOf(company, reference)?.id ?? []),
  );
  if (robots.length === 0) return [];
  const conditions: PlannedCondition[] =
    fields.accountId === undefined
      ? []
      : [{ field: { name: fields.accountId }, operator: 'IS NULL', value: null }];
  const alternatives = robots.map(
    (id): PlannedCondition => ({ field: { code: 'owner_id' }, operator: '=', value: String(id) }),
  );
  const creation: Creation = { what: 'filter', type: 'people', name, conditions, alternatives };
  return [
    itemOf(
      creation,
      filters.some((filter) => folded(filter.name) === folded(name)),
    ),
  ];
}

function activityTypeItems({ settings }: Company, known: readonly ActivityType[]): ProvisionItem[] {
  return activityTypesNamed(settings).map(({ name }) =>
    itemOf(
      { what: 'activity-type', name },
      known.some(({ key }) => key === name),
    ),
  );
}

function webhookItems(plan: WebhookPlan | null): ProvisionItem[] {
  const item = (object: HeardObject, isThere: boolean) =>
    itemOf({ what: 'webhook', object, action: '*' }, isThere);
  return [
    ...(plan?.present ?? []).map(({ object }) => item(object, true)),
    ...(plan?.missing ?? []).map((object) => item(object, false)),
  ];
}

function itemOf(creation: Creation, isThere: boolean): ProvisionItem {
  const { what } = creation;
  const name = creation.what === 'webhook' ? `${creation.object}.${creation.action}` : creation.name;
  const within = withinOf(creation);
  const id = [what, ...(within === null ? [] : [within]), name].map(folded).join(':');
  return { id, what, name, within, state: isThere ? 'present' : 'missing', creation };
}

function withinOf(creation: Creation): string | null {
  if (creation.what === 'stage') return creation.pipeline;
  return creation.what === 'saved-reply' ? creation.inbox.name : null;
}
