import {
  type Company,
  decidersOf,
  hasLeft,
  isRobotOwner,
  nearestName,
  roleIdOf,
  staffOf,
} from './company.ts';
import type { DeciderReference } from './settings.ts';
import type { StaffReference } from './settings-fields.ts';
import { finding, type SettingsFinding } from './settings-finding.ts';

/**
 * Robots, owners and deciders that mean nobody: an owner who left gets deals for ever if nobody says so (E-31).
 * Says nothing as long as the staff were not read.
 */
export function peopleProblems(company: Company): SettingsFinding[] {
  const { robotOwners, owners, publicForm, conversion } = company.settings;
  if (company.staff.length === 0) return [];
  return [
    ...(robotOwners.length === 0 ? [finding('no-robot', 'robotOwners', {}, { severity: 'warning' })] : []),
    ...robotOwners.flatMap((reference, index) => staffProblems(company, `robotOwners.${index}`, reference)),
    ...(owners.fixed === undefined ? [] : staffProblems(company, 'owners.fixed', owners.fixed)),
    ...(publicForm.owner === undefined ? [] : formOwnerProblems(company, publicForm.owner)),
    ...(conversion.escalateTo === undefined
      ? []
      : staffProblems(company, 'conversion.escalateTo', conversion.escalateTo)),
    ...deciderProblems(company),
  ];
}

function staffProblems(company: Company, path: string, reference: StaffReference): SettingsFinding[] {
  const name = String(reference);
  if (staffOf(company, reference)) return [];
  const active = company.staff.filter((member) => member.active).map(({ email }) => email);
  const nearest = typeof reference === 'string' ? nearestName(reference, active) : null;
  return [finding(hasLeft(company, reference) ? 'staff-left' : 'staff-unknown', path, { name }, { nearest })];
}

function formOwnerProblems(company: Company, owner: StaffReference): SettingsFinding[] {
  const path = 'publicForm.owner';
  const member = staffOf(company, owner);
  if (!member) return staffProblems(company, path, owner);
  return isRobotOwner(company, member.id)
    ? []
    : [finding('form-owner-no-robot', path, { name: member.name })];
}

function deciderProblems(company: Company): SettingsFinding[] {
  const { deciders, fourEyes } = company.settings;
  const count = decidersOf(company).length;
  const needsTwo = fourEyes.accept || fourEyes.refuse;
  return [
    ...deciders.flatMap((reference, index) => oneDecider(company, `deciders.${index}`, reference)),
    ...(count === 0 ? [finding('no-decider', 'deciders', {}, { severity: 'warning' })] : []),
    ...(needsTwo && count === 1 ? [finding('second-decider-missing', 'fourEyes')] : []),
  ];
}

function oneDecider(company: Company, path: string, reference: DeciderReference): SettingsFinding[] {
  if (typeof reference !== 'string') return roleProblems(company, path, reference);
  const member = staffOf(company, reference);
  // Somebody who left decides nothing any more: that holds nobody up.
  if (!member)
    return staffProblems(company, path, reference).map((found) => ({
      ...found,
      severity: found.key === 'staff-left' ? 'warning' : found.severity,
    }));
  return isRobotOwner(company, member.id) ? [finding('decider-is-robot', path, { name: member.name })] : [];
}

function roleProblems(
  company: Company,
  path: string,
  reference: Exclude<DeciderReference, string>,
): SettingsFinding[] {
  const { roles } = company;
  const id = roleIdOf(company, reference);
  if (!roles || roles.some((role) => role.id === id)) return [];
  const name = String(reference.role);
  const known = roles.map((role) => role.name);
  const nearest = typeof reference.role === 'string' ? nearestName(name, known) : null;
  return [finding('role-unknown', path, { name }, { nearest })];
}
