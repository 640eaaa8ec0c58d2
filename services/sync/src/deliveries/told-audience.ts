import type { Company } from '#core/company.ts';
import type { ToldAudience } from '../store/audiences.ts';

/** Who may see a record, as Pipedrive tells it: by id, at an instant of its clock. */
export interface Permitted {
  staffIds: readonly number[];
  at: string;
  /** The level of visibility of the record; null when that was not told. */
  visibleTo: number | null;
}

/** The levels at which a record may be the whole company's; what they mean depends on the plan (pipedrive.md 2.3). */
const companyWide = [3, 7];

/**
 * Who may see a record, in our words; undefined when that was not told (an empty list tells nothing: somebody always
 * may). A record told of everybody who works here is everybody's: who joins tomorrow sees it too, as in Pipedrive,
 * which tells of no record again for that. One of an owner or of their group is theirs, however many they are today.
 */
export function toldAudience(
  { staff, pipelines }: Company,
  permitted: Permitted | null | undefined,
): ToldAudience | undefined {
  if (!permitted || permitted.staffIds.length === 0) return undefined;
  const { staffIds, at, visibleTo } = permitted;
  const ids = new Set(staffIds);
  // Before the CRM was read the first time, the staff we have heard of are not all.
  const isStaffKnown = pipelines.length > 0;
  const isCompanyWide = visibleTo === null || companyWide.includes(visibleTo);
  const everybody = isCompanyWide && isStaffKnown && staff.every(({ id, active }) => !active || ids.has(id));
  return { audience: everybody ? 'everybody' : staffIds, at };
}
