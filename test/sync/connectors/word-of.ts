import { OutsideError } from '#sync/connectors/errors.ts';

/** The word of the OutsideError that `work` ends with; `none` when it succeeds. Other errors pass through. */
export async function wordOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    if (error instanceof OutsideError) return error.failure.word;
    throw error;
  }
}
