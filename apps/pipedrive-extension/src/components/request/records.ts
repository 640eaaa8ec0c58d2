/** How a component opens the host's own pages; null where that cannot be done. The surface knows the host, components do not. */
export interface Records {
  openDeal: ((dealId: number) => void) | null;
  openPerson: ((personId: number) => void) | null;
  /** The record the surface already stands beside: it is not offered as a link. */
  here: { resource: 'deal' | 'person' | 'organization'; id: number } | null;
}
