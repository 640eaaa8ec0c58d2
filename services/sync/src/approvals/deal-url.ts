import type { ApprovalOptions } from './options.ts';

/** Where a deal is for people; null without one, or where the company's address is not known. */
export function dealUrlOf(
  { companies }: Pick<ApprovalOptions, 'companies'>,
  companyId: string,
  dealId: number | null,
): string | null {
  const recordsUrl = companies.find(companyId)?.recordsUrl();
  return !recordsUrl || dealId === null ? null : `${recordsUrl}/deal/${dealId}`;
}
