/** Deliveries about one person are routed in order, whatever record they speak of; others by their record. */
export function subjectOf(companyId: string, personId: number | null, record: string): string {
  return personId === null ? `pipedrive:${companyId}:${record}` : `pipedrive:${companyId}:person:${personId}`;
}
