import * as z from 'zod';

/**
 * Who must act when the outside fails: wait (`retry-later`), an administrator (`sign-in-again`), a person who
 * looks for the missing thing (`not-found`), a person who corrects our data (`rejected`), or us (`broken`).
 */
export const ProblemWord = z.enum(['retry-later', 'sign-in-again', 'not-found', 'rejected', 'broken']);
export type ProblemWord = z.infer<typeof ProblemWord>;

/** A failure in staff words; `title` and `detail` exist in both languages because the reader is not known yet. */
export const Problem = z.object({
  word: ProblemWord,
  title: z.object({ fr: z.string(), en: z.string() }),
  detail: z.object({ fr: z.string(), en: z.string() }),
  /** Some try of the write may have been carried out all the same; absent: none was. */
  unclear: z.boolean().exactOptional(),
  /**
   * `address`: the address itself was refused for good, no mail will ever reach it. `restored`: the store came out of a
   * backup, and may know nothing of what was done after it. Absent: something else.
   */
  cause: z.enum(['address', 'restored']).exactOptional(),
});
export type Problem = z.infer<typeof Problem>;
