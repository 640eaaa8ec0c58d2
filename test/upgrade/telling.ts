import { inStore } from '../kit/flow.ts';
import { eventually, type World } from '../kit/start-world.ts';

/** Whom a story of the sample is about, to find them again. */
export interface Told {
  /** The instance. */
  id: string;
  email: string;
  dealId?: number;
  personId?: number;
  conversationId?: number;
}

/** By what each is called. */
export type Stories = Record<string, Told>;
/** What a story is called, and the telling of it. */
export type Telling = [string, Promise<Told>];

/** Waits until nothing of an instance is under way. */
export function ended(world: World, id: string): Promise<unknown> {
  return eventually(async () => {
    const left = await inStore(
      world,
      'select 1 from effects where instance_id = $1 and finished_at is null',
      [id],
    );
    return left.length === 0;
  }, 60_000);
}

/** Waits until an instance stands in a step. */
export function inStep(world: World, id: string, step: string): Promise<unknown> {
  return eventually(async () => {
    const found = await inStore(world, 'select 1 from instances where id = $1 and step = $2', [id, step]);
    return found.length === 1;
  }, 60_000);
}
