/**
 * Tokens of Pipedrive's daily budget per call, by operation name. Source: `x-token-cost` of the vendor's OpenAPI
 * descriptions (v1 and v2, 2026-08-18; pipedrive.md 5.1); the contract test compares both.
 */
export const tokenCosts = {
  getDeal: 1,
  getDeals: 10,
  addDeal: 5,
  updateDeal: 5,
  deleteDeal: 3,
  mergeDeals: 40,
  getPerson: 1,
  getPersons: 10,
  updatePerson: 5,
  getOrganization: 1,
  updateOrganization: 5,
  getDealParticipants: 10,
  addDealParticipant: 10,
  getNotes: 20,
  addNote: 10,
  getActivities: 10,
  addActivity: 5,
  getPipelines: 5,
  getStages: 5,
  getPersonFields: 10,
  getDealFields: 10,
  getUsers: 20,
  getCurrentUser: 2,
} as const;

export type Operation = keyof typeof tokenCosts;
