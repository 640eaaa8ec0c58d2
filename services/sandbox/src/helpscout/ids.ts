import type { HelpscoutContext } from './helpscout-context.ts';

/** An id of any kind of record; counts up over all kinds, so that none can be taken for another. */
export function nextId({ memory }: Pick<HelpscoutContext, 'memory'>): number {
  memory.lastId += 1;
  return memory.lastId;
}

/** The number of a conversation, as people say it. */
export function nextNumber({ memory }: Pick<HelpscoutContext, 'memory'>): number {
  memory.lastNumber += 1;
  return memory.lastNumber;
}
