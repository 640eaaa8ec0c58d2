import * as z from 'zod';

/**
 * What a call of a limited vendor is made for, the most important first: somebody waits for it, a decision is carried
 * out by it, a page shows it, a sweep looks for what was missed.
 */
export const TokenPurpose = z.enum(['person', 'decision', 'panel', 'sweep']);
export type TokenPurpose = z.infer<typeof TokenPurpose>;

/**
 * The share of a day's tokens that is left to what is more important. Sweeps stop first: at the default rhythm a day of
 * them costs some 11,000 tokens, a fifth keeps several times that for decisions on the smallest plan of a team.
 */
export const tokenReserves: Record<TokenPurpose, number> = {
  person: 0,
  decision: 0.05,
  panel: 0.1,
  sweep: 0.2,
};
