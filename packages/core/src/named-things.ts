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

const text: NamedField['types'] = ['varchar', 'text', 'varchar_auto'];
const longText: NamedField['types'] = ['text', 'varchar', 'varchar_auto'];
const date: NamedField['types'] = ['date'];

const pipelineOfStage = {
  identified: 'suspects',
  documented: 'suspects',
  accountCreated: 'suspects',
  reconsidered: 'organizations',
  refused: 'refused',
} as const satisfies Record<keyof Settings['stages'], keyof Settings['pipelines']>;

/** Every pipeline and stage the settings name, each pipeline before its stages. */
export function placesNamed(settings: Settings): NamedPlace[] {
  const { pipelines, stages, targets } = settings;
  return [
    ...Object.entries(pipelines).map(([key, pipeline]) => ({ path: `pipelines.${key}`, pipeline })),
    ...(targets ?? []).map(({ pipeline }, index) => ({ path: `targets.${index}.pipeline`, pipeline })),
    ...keysOf(pipelineOfStage).flatMap((key) => {
      const stage = stages[key];
      return stage === undefined
        ? []
        : [{ path: `stages.${key}`, pipeline: pipelines[pipelineOfStage[key]], stage }];
    }),
    ...(targets ?? []).flatMap(({ pipeline, stage }, index) =>
      stage === undefined ? [] : [{ path: `targets.${index}.stage`, pipeline, stage }],
    ),
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
