import type { Sandbox } from '../../../services/sandbox/src/sandbox.ts';
import type { StaffCalls } from '../../kit/kills/staff-calls.ts';
import type { Decider, Told } from '../told.ts';

/** Where a story is played. */
export interface Stage {
  sandbox: Sandbox;
  databaseUrl: string;
  staff(userId: Decider): StaffCalls;
  /** What an agent asks from the sidebar beside a conversation. */
  agent(conversationId: number): StaffCalls;
  /** Asks until there is an answer, as long as a person waits. @throws Error when there is none */
  awaited<T>(
    what: string,
    ask: () => T | null | undefined | false | Promise<T | null | undefined | false>,
  ): Promise<T>;
}

/** Plays a story for somebody of this address: one telling for each request that came of it. */
export type Story = (stage: Stage, email: string) => Promise<Omit<Told, 'run' | 'story'>[]>;
