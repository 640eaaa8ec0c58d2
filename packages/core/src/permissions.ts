import { type Company, isMeantAsDecider } from './company.ts';
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
