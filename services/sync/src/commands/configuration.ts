import type { Configuring } from '../configuring.ts';

/** What operator commands about the configuration need, opened once and closed at the end. */
export interface Configuration extends Configuring {
  /** The companies served. */
  companyIds(): string[];
  close(): Promise<void>;
}

/** Where a command writes, and whether a person is looking. */
export interface Output {
  /** What was asked for: a table, or JSON. */
  write(text: string): void;
  /** How far it is, and what is wrong with the call. */
  say(text: string): void;
}
