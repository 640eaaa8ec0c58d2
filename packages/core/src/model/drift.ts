import * as z from 'zod';

/** How the outside may differ from what was done for an accepted request. */
export const DriftKind = z.enum([
  'account-gone',
  'account-address',
  'deal-gone',
  'person-gone',
  'person-not-given',
]);
export type DriftKind = z.infer<typeof DriftKind>;
