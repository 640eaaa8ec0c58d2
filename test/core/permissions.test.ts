import { expect, it } from 'vitest';
import type { StaffMember } from '#core/model/staff-member.ts';
import { can, standsInFor } from '#core/permissions.ts';
import { aCompany, robot, robotRole, salesRole } from '../kit/account-request-samples.ts';

const company = aCompany({ deciders: ['vente@example.org'] });
const somebody = (more: Partial<StaffMember> = {}): StaffMember => ({
  id: 31,
  name: 'Stagiaire',
  email: 'stagiaire@example.org',
  active: true,
  ...more,
});

it.each([
  ['vente@example.org', true],
  [' Vente@EXAMPLE.org', true],
  ['stagiaire@example.org', false],
  ['vente@example.org.invalid', false],
  ['', false],
])('%s may decide: %s', (email, may) => {
  expect(can(company, somebody({ email }), 'decide')).toBe(may);
});

it('whoever has the role of a decider decides, by the id or the name of the role, and no robot', () => {
  const roles = [{ id: salesRole, name: 'Commerciaux' }];
  for (const role of [salesRole, 'Commerciaux']) {
    const byRole = { ...aCompany({ deciders: [{ role }] }), roles };
    expect(can(byRole, somebody({ roleId: salesRole }), 'decide')).toBe(true);
    expect(can(byRole, somebody({ roleId: robotRole }), 'decide')).toBe(false);
    expect(can(byRole, somebody(), 'decide')).toBe(false);
    expect(can(byRole, somebody({ id: robot, roleId: salesRole }), 'decide')).toBe(false);
  }
});

it('everybody of the company sees, and without deciders nobody decides', () => {
  expect(can(company, somebody(), 'see')).toBe(true);
  const without = aCompany({ deciders: [] });
  expect(without.staff.filter((member) => can(without, member, 'decide'))).toEqual([]);
});

it('who administers Pipedrive configures, whether they decide or not', () => {
  expect(can(company, somebody({ isAdmin: true }), 'configure')).toBe(true);
  expect(can(company, somebody({ isAdmin: true }), 'decide')).toBe(false);
  expect(can(company, somebody({ email: 'vente@example.org', isAdmin: false }), 'configure')).toBe(false);
  expect(can(company, somebody(), 'configure')).toBe(false);
});

it('who stands in for a decider decides in their place, and lends nothing on', () => {
  const trainee = { id: 31, name: 'Stagiaire', email: 'stagiaire@example.org', active: true };
  const [sales, manager, former] = [21, 22, 24];
  const standing = { ...company, staff: [...company.staff, trainee] };
  const of = (id: number, ...inForce: [number, number][]) => {
    const staff = standing.staff.find((member) => member.id === id);
    const delegations = inForce.map(([staffId, delegateId]) => ({ staffId, delegateId }));
    return staff && standsInFor(standing, staff, delegations)?.id;
  };
  expect(of(31, [sales, 31])).toBe(sales);
  expect(of(31)).toBeUndefined();
  expect(of(31, [sales, manager])).toBeUndefined();
  // Lent on by somebody who has it on loan, by somebody without it, to a robot, to somebody who left, to oneself.
  expect(of(31, [sales, manager], [manager, 31])).toBeUndefined();
  expect(of(manager, [31, manager])).toBeUndefined();
  expect(of(robot, [sales, robot])).toBeUndefined();
  expect(of(former, [sales, former])).toBeUndefined();
  expect(of(sales, [sales, sales])).toBeUndefined();
});
