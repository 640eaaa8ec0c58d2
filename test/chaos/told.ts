import type { StoryName } from './stories/catalogue.ts';

/** The two who may decide in the sandbox. */
export type Decider = 21 | 22;

/** What a person asked for, and what they were answered. */
export interface Act {
  what: 'accept' | 'refuse' | 'undo' | 'reconsider' | 'ask' | 'record' | 'document';
  by: Decider;
  outcome: string;
}

/** What the people of a run did and were told: all that the model knows of it. */
export interface Told {
  run: string;
  story: StoryName;
  email: string;
  personId: number;
  /** The deal of the form or of the colleague who entered it; null: there was none. */
  dealId: number | null;
  /** The request or the conversion. */
  requestId: string;
  acts: Act[];
  /** The deal a second administrator was attached to. */
  attachedTo?: number;
  /** The person who was merged into `personId`, and their deal. */
  merged?: { personId: number; dealId: number };
  conversationId?: number;
  /** Whether a task to call was waited for. */
  called?: boolean;
  /** A colleague did this by hand. */
  byHand?: 'moved' | 'taken';
}
