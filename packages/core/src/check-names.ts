import { type Company, fieldOf, nearestName, staffOf } from './company.ts';
import type { CrmField } from './model/crm-field.ts';
import type { StaffReference } from './settings.ts';

/** A setting that means nothing in the CRM, or nobody who still works there. */
export interface WrongName {
  /** Where in the settings, e.g. "fields.requestState". */
  path: string;
  name: string;
  /** The nearest name that exists, for "did you mean". */
  nearest: string | null;
}

/**
 * Owners and fields of the settings that the CRM does not have: an owner who left gets deals for ever if nobody says
 * so (E-31), and a field under another name is silently not written (E-13). Pipelines and stages: see `placeOf`.
 */
export function wrongNames(company: Company): WrongName[] {
  const { robotOwners, owners, fields, priority } = company.settings;
  const { personFields, dealFields } = company;
  const staff = [
    ...robotOwners.map((reference, index) => ({ path: `robotOwners.${index}`, reference })),
    ...(owners.fixed === undefined ? [] : [{ path: 'owners.fixed', reference: owners.fixed }]),
  ];
  return [
    ...staff.filter(({ reference }) => !staffOf(company, reference)).map((one) => missingStaff(company, one)),
    ...missingFields('fields', fields, personFields),
    ...missingFields('priority.fields', priority?.fields ?? {}, [...dealFields, ...personFields]),
  ];
}

function missingFields(
  path: string,
  names: Record<string, string | undefined>,
  known: readonly CrmField[],
): WrongName[] {
  const knownNames = known.map((field) => field.name);
  return Object.entries(names)
    .filter(([, name]) => name !== undefined && !fieldOf(known, name))
    .map(([key, name = '']) => ({ path: `${path}.${key}`, name, nearest: nearestName(name, knownNames) }));
}

function missingStaff(
  { staff }: Company,
  { path, reference }: { path: string; reference: StaffReference },
): WrongName {
  const active = staff.filter((member) => member.active).map(({ email }) => email);
  const nearest = typeof reference === 'string' ? nearestName(reference, active) : null;
  return { path, name: String(reference), nearest };
}
