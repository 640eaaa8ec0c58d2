/** How fast calls may leave that share an allowance. */
export interface TurnPace {
  /** Between two calls, in the long run. */
  gapMs: number;
  /** So many may leave at once after a quiet time. */
  burst: number;
}

/** What is asked for. */
export interface TurnRequest {
  /** Of how many calls' worth; 1 by default. */
  weight?: number;
  /** Not before so much time has passed. */
  notBeforeMs?: number;
  /** Whoever would wait longer takes none. */
  waitMaxMs: number;
}

/**
 * The line in which calls leave. A lane is an allowance of its own: one method of Slack, one account of Help Scout.
 * Where the vendor counts all nodes together, they stand in one line (store/call-turns.ts).
 */
export interface CallTurns {
  /** Takes the next turn. @returns in how many milliseconds it is; more than `waitMaxMs`: none was taken */
  take(lane: string, pace: TurnPace, request: TurnRequest): Promise<number>;
  /** The vendor asked for a pause on a lane and those below it (`lane …`): what follows leaves one by one. */
  hold(lane: string, pace: TurnPace, pauseMs: number): Promise<void>;
}
