import type { Settings } from './settings.ts';

/** A pipeline the settings name, or a stage in it. */
export interface NamedPlace {
  /** Where in the settings, e.g. "targets.0.stage". */
  path: string;
  pipeline: string;
  /** Absent: the pipeline itself is meant. */
  stage?: string;
}

/** A custom field the settings name. */
export interface NamedField {
  path: string;
  name: string;
  /** Types it may have (pipedrive.md 2.10); it is made with the first one. */
  types: [string, ...string[]];
  /** What may be chosen, where it is made as a choice. */
  options: string[];
}

/** An activity type the settings name. */
export interface NamedActivityType {
  path: string;
  /** Its key. */
  name: string;
}

const text: NamedField['types'] = ['varchar', 'text', 'varchar_auto'];
const longText: NamedField['types'] = ['text', 'varchar', 'varchar_auto'];
const date: NamedField['types'] = ['date'];

/** The pipeline of each stage, in the order of its columns. */
const pipelineOfStage = {
  'stages.identified': 'suspects',
  'conversion.stages.presented': 'suspects',
  'stages.documented': 'suspects',
  'stages.accountCreated': 'suspects',
  'conversion.stages.collecting': 'suspects',
  'conversion.stages.validated': 'suspects',
  'conversion.stages.testing': 'suspects',
  'conversion.stages.planned': 'suspects',
  'conversion.stages.live': 'suspects',
  'stages.reconsidered': 'organizations',
  'stages.refused': 'refused',
} as const satisfies Record<
  `stages.${keyof Settings['stages']}` | `conversion.stages.${keyof Settings['conversion']['stages']}`,
  keyof Settings['pipelines']
>;

/** Every pipeline and stage the settings name, each pipeline before its stages. */
export function placesNamed(settings: Settings): NamedPlace[] {
  const { pipelines, targets } = settings;
  const stages = stagesNamed(settings);
  return [
    ...Object.entries(pipelines).map(([key, pipeline]) => ({ path: `pipelines.${key}`, pipeline })),
    ...(targets ?? []).map(({ pipeline }, index) => ({ path: `targets.${index}.pipeline`, pipeline })),
    ...keysOf(pipelineOfStage).flatMap((path) => {
      const stage = stages[path];
      return stage === undefined ? [] : [{ path, pipeline: pipelines[pipelineOfStage[path]], stage }];
    }),
    ...(targets ?? []).flatMap(({ pipeline, stage }, index) =>
      stage === undefined ? [] : [{ path: `targets.${index}.stage`, pipeline, stage }],
    ),
  ];
}

function stagesNamed({ stages, conversion }: Settings): Partial<Record<string, string>> {
  const under = (path: string, named: Record<string, string | undefined>) =>
    Object.entries(named).map(([key, name]) => [`${path}.${key}`, name]);
  return Object.fromEntries([...under('stages', stages), ...under('conversion.stages', conversion.stages)]);
}

/** The activity types the settings name, by key: of calls before a decision, and of clients who are followed. */
export function activityTypesNamed({ priority, conversion, followUps }: Settings): NamedActivityType[] {
  const ofPromises = Object.entries(conversion.activities).map(([key, name]) => ({
    path: `conversion.activities.${key}`,
    name,
  }));
  const ofFollowUps = followUps.flatMap(({ steps }, rule) =>
    steps.flatMap((step, place) =>
      step.kind === 'task' ? [{ path: `followUps.${rule}.steps.${place}.type`, name: step.type }] : [],
    ),
  );
  return [
    ...(priority ? [{ path: 'priority.callType', name: priority.callType }] : []),
    ...(conversion.enabled ? [...ofPromises, ...ofFollowUps] : []),
  ];
}

/** The custom fields of persons the settings name. */
export function personFieldsNamed({ fields }: Settings): NamedField[] {
  return named('fields', {
    requestState: [fields.requestState, text],
    accountId: [fields.accountId, text],
    requestDate: [fields.requestDate, date],
    source: [fields.source, text],
  });
}

/** The custom fields of deals the settings name. */
export function dealFieldsNamed({ fields }: Settings): NamedField[] {
  return named('fields', {
    dealSource: [fields.dealSource, text],
    dealNeed: [fields.dealNeed, longText],
  });
}

/** The fields that make a priority: of the deal or of the person, and made on the deal. */
export function priorityFieldsNamed({ priority }: Settings): NamedField[] {
  if (!priority) return [];
  const { volume, deadline } = priority.fields;
  const fields = named('priority.fields', {
    volume: [volume, ['double', 'varchar', 'text', 'enum']],
    deadline: [deadline, ['enum', 'varchar', 'text']],
  });
  return fields.map((field) =>
    field.types[0] === 'enum' ? { ...field, options: priority.deadlines } : field,
  );
}

function named(
  path: string,
  fields: Record<string, [name: string | undefined, types: NamedField['types']]>,
): NamedField[] {
  return Object.entries(fields).flatMap(([key, [name, types]]) =>
    name === undefined ? [] : [{ path: `${path}.${key}`, name, types, options: [] }],
  );
}

function keysOf<Key extends string>(record: Record<Key, unknown>): Key[] {
  return Object.keys(record) as Key[];
}
