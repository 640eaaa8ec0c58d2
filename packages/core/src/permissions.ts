import { type Company, isMeantAsDecider, isRobotOwner } from './company.ts';
import type { StaffMember } from './model/staff-member.ts';

/** What staff may be allowed to do; seeing is for everybody of the company. */
export type Action = 'decide' | 'see' | 'configure';

/** Whether a staff member may do it, by the settings of the company; who administers Pipedrive configures. */
export function can(company: Company, staff: StaffMember, action: Action): boolean {
  switch (action) {
    case 'see':
      return true;
    case 'configure':
      return staff.isAdmin === true;
    case 'decide':
      return company.settings.deciders.some((reference) => isMeantAsDecider(company, staff, reference));
  }
}

/** Somebody decides in place of a staff member who is away, at this moment. */
export interface DelegationInForce {
  /** Pipedrive id of who is away. */
  staffId: number;
  /** Pipedrive id of who decides meanwhile. */
  delegateId: number;
}

/**
 * The decider in whose place a staff member decides; undefined when they decide in their own right, or not at all. Only
 * a right of one's own is lent: who stands in for somebody lends nothing on, and who lost the right has lent none.
 */
export function standsInFor(
  company: Company,
  staff: StaffMember,
  inForce: readonly DelegationInForce[],
): StaffMember | undefined {
  if (!staff.active || can(company, staff, 'decide') || isRobotOwner(company, staff.id)) return undefined;
  const absentIds = inForce.filter(({ delegateId }) => delegateId === staff.id).map(({ staffId }) => staffId);
  return company.staff.find(
    (member) => absentIds.includes(member.id) && member.active && can(company, member, 'decide'),
  );
}
