import { type Company, fieldOf, nearestName, placeOf } from './company.ts';
import type { ActivityType } from './model/activity-type.ts';
import type { CrmField } from './model/crm-field.ts';
import type { NamedField, NamedPlace } from './named-things.ts';
import {
  activityTypesNamed,
  dealFieldsNamed,
  personFieldsNamed,
  placesNamed,
  priorityFieldsNamed,
} from './named-things.ts';
import type { Settings } from './settings.ts';
import { promiseDefaults } from './settings-conversion.ts';
import { finding, type SettingsFinding } from './settings-finding.ts';
import { peopleProblems } from './settings-people.ts';

/** What the check needs beside the company; what is left out is not checked. */
export interface SettingsSurroundings {
  activityTypes?: readonly ActivityType[];
  /** YYYY-MM-DD in the company's time zone. */
  today?: string;
}

/**
 * Checks settings against what the CRM has now: names that mean nothing there, people who left, keys used twice.
 * An empty list of the catalogue was not read (every Pipedrive has users, pipelines and fields): nothing is said of it.
 *
 * @returns what is wrong, in the order of the settings
 */
export function settingsProblems(
  company: Company,
  { activityTypes, today }: SettingsSurroundings = {},
): SettingsFinding[] {
  const { settings, personFields, dealFields } = company;
  return [
    ...peopleProblems(company),
    ...(company.pipelines.length === 0 ? [] : placeProblems(company)),
    ...doubled('targets', settings.targets ?? []),
    ...doubled('refusalReasons', settings.refusalReasons),
    ...doubled('publicForm.sources', settings.publicForm.sources),
    ...doubled('conversion.blockedReasons', settings.conversion.blockedReasons),
    ...personFieldsNamed(settings).flatMap((named) => fieldProblems(named, personFields)),
    ...dealFieldsNamed(settings).flatMap((named) => fieldProblems(named, dealFields)),
    ...priorityFieldsNamed(settings).flatMap((named) =>
      fieldProblems(named, [...dealFields, ...personFields]),
    ),
    ...activityTypeProblems(company, activityTypes ?? []),
    ...promiseProblems(settings),
    ...(today === undefined ? [] : pastHolidays(settings.holidays, today)),
  ];
}

function placeProblems(company: Company): SettingsFinding[] {
  const places = placesNamed(company.settings);
  const pipelines = places.filter(({ stage }) => stage === undefined);
  const stages = places.filter(({ stage }) => stage !== undefined);
  return [
    ...pipelines.flatMap((place) => pipelineProblems(company, place)),
    ...stages.flatMap((place) => stageProblems(company, place)),
  ];
}

function pipelineProblems(company: Company, { path, pipeline }: NamedPlace): SettingsFinding[] {
  const place = placeOf(company, pipeline, undefined);
  if (!('missing' in place)) return [];
  const { what, nearest } = place.missing;
  return what === 'pipeline'
    ? [finding('pipeline-unknown', path, { name: pipeline }, { nearest })]
    : [finding('pipeline-empty', path, { name: pipeline })];
}

/** A stage of a pipeline that does not exist is not looked for: the pipeline is what is wrong. */
function stageProblems(company: Company, { path, pipeline, stage = '' }: NamedPlace): SettingsFinding[] {
  const place = placeOf(company, pipeline, stage);
  if (!('missing' in place) || place.missing.what === 'pipeline') return [];
  const elsewhere = company.pipelines.find((other) => !('missing' in placeOf(company, other.name, stage)));
  const values = { name: stage, pipeline, elsewhere: elsewhere?.name ?? '' };
  const { nearest } = place.missing;
  return [finding(elsewhere ? 'stage-elsewhere' : 'stage-unknown', path, values, { nearest })];
}

function doubled(path: string, items: readonly { key: string }[]): SettingsFinding[] {
  return items.flatMap(({ key }, index) =>
    items.findIndex((other) => other.key === key) < index
      ? [finding('key-doubled', `${path}.${index}.key`, { name: key })]
      : [],
  );
}

/** A field under another name is silently not written, and one of another type refuses what is (E-13). */
function fieldProblems({ path, name, types }: NamedField, known: readonly CrmField[]): SettingsFinding[] {
  if (known.length === 0) return [];
  const field = fieldOf(known, name);
  const fitting = known.filter(({ type }) => type === undefined || types.includes(type));
  const nearest = nearestName(
    name,
    fitting.map((one) => one.name),
  );
  if (!field) return [finding('field-unknown', path, { name }, { nearest })];
  if (field.type === undefined || types.includes(field.type)) return [];
  return [finding('field-type', path, { name, type: field.type, wanted: types.join(', ') }, { nearest })];
}

function activityTypeProblems({ settings }: Company, known: readonly ActivityType[]): SettingsFinding[] {
  if (known.length === 0) return [];
  const keys = known.map(({ key }) => key);
  return activityTypesNamed(settings).flatMap(({ path, name }) =>
    keys.includes(name)
      ? []
      : [finding('activity-type-unknown', path, { name }, { nearest: nearestName(name, keys) })],
  );
}

function pastHolidays(holidays: readonly string[], today: string): SettingsFinding[] {
  return holidays.flatMap((day, index) =>
    day < today ? [finding('holiday-past', `holidays.${index}`, { name: day }, { severity: 'warning' })] : [],
  );
}

/** Days of a name that means nothing are read by nobody. */
function promiseProblems({ promises }: Settings): SettingsFinding[] {
  const known = ['answerDays', ...Object.keys(promiseDefaults)];
  return Object.keys(promises).flatMap((name) => {
    if (known.includes(name)) return [];
    // The nearest is a name, not another value for the same place.
    const nearest = nearestName(name, known) ?? '';
    return [finding('promise-unknown', `promises.${name}`, { name, nearest }, { severity: 'warning' })];
  });
}
