/** Why something was ignored or refused: a key of the process's texts and the values they mention. */
export interface Reason {
  key: string;
  values: Record<string, string | number>;
}

/** The three answers to an event (anchors.md 2.2). */
export type Outcome = 'advanced' | 'ignored' | 'refused';

/** A reason with the values its text mentions. */
export function reason(key: string, values: Record<string, string | number> = {}): Reason {
  return { key, values };
}
