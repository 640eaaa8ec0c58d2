import type { Kysely } from 'kysely';
import type { EffectHandlers } from '../effect-handlers/handler.ts';
import type { Log } from '../log.ts';
import type { Schema } from '../store/schema.ts';
import type { CompanyOf } from './advance.ts';
import type { Bell } from './bell.ts';
import type { HandoverLog } from './handover-log.ts';
import type { InstanceLocks } from './instance-locks.ts';
import type { RestoredDoubts } from './restored-doubts.ts';
import type { SharedStatements } from './shared-statements.ts';
import type { VendorHealth } from './vendor-health.ts';

/** Figures the engine tells; see http/metrics.ts. */
export interface EngineMetrics {
  timed<T>(kind: string, work: () => Promise<T>): Promise<T>;
  effectFailed(kind: string, word: string): void;
}

/** Everything the engine works with, put together once in compose.ts. */
export interface EngineDependencies {
  db: Kysely<Schema>;
  together: SharedStatements;
  companyOf: CompanyOf;
  /** Whether work is done for a company: a locked one keeps everything, and waits. */
  serves(companyId: string): boolean;
  handlers: EffectHandlers;
  health: VendorHealth;
  locks: InstanceLocks;
  bell: Bell;
  metrics: EngineMetrics;
  log: Log;
  /** What this node handed over, on its own disk; absent where it has none. */
  handovers?: HandoverLog | undefined;
  /** What a store that came out of a backup cannot know; absent: it never did. */
  restored?: RestoredDoubts;
  /** A number in [0, 1), for jitter. */
  random(): number;
}
