import { OutsideError } from '../connectors/errors.ts';
import { HttpProblem } from './problems.ts';

/** Says in staff words that the outside failed while somebody waited for it: 503 when waiting helps, else 502. */
export async function orOutsideProblem<Answer>(work: Promise<Answer>): Promise<Answer> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    const { word, title, detail } = error.failure;
    throw new HttpProblem(word === 'retry-later' ? 503 : 502, title, detail, { word });
  }
}
