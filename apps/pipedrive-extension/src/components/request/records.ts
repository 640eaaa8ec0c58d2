/** How a component opens the host's own pages; the surface knows the host, components do not. */
export interface Records {
  openDeal(dealId: number): void;
  openPerson(personId: number): void;
  /** The record the surface already stands beside: it is not offered as a link. */
  here: { resource: 'deal' | 'person' | 'organization'; id: number } | null;
}
