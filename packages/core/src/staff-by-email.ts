import type { Company } from './company.ts';
import { normaliseEmail } from './model/email-address.ts';
import type { StaffMember } from './model/staff-member.ts';

/** The one active staff member with this address; of several none, since nobody can tell who it is. */
export function staffByEmail(company: Pick<Company, 'staff'>, email: string): StaffMember | undefined {
  const wanted = normaliseEmail(email);
  const found = company.staff.filter(
    (member) => member.active && wanted !== null && normaliseEmail(member.email) === wanted,
  );
  return found.length === 1 ? found[0] : undefined;
}
