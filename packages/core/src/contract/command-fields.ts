import * as z from 'zod';

/** Text that everything downstream can hold: no null character, no half of a surrogate pair. */
export const plainText = z.string().refine((given) => given.isWellFormed() && !given.includes('\u0000'));

/** What the decisions say, the same in a command and in a bulk decision. */
export const decisionFields = {
  target: plainText.min(1).max(100),
  reason: plainText.min(1).max(100),
  note: plainText.max(3000),
  document: plainText.trim().min(1).max(300),
};
