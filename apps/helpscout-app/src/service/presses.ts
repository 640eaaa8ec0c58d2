import type { Command } from '#core/contract/commands.ts';
import type { ConversationCommand } from '#core/contract/conversation-commands.ts';

type WithoutId<Each> = Each extends unknown ? Omit<Each, 'commandId'> : never;

/** What a press asks for, before it has its id. */
export type Draft = WithoutId<Command | ConversationCommand>;

/** The ids of commands. */
export interface Presses {
  /** A new id; the former one where the same was asked for about the same facts, and no answer came. */
  idFor(draft: Draft, facts: string): string;
  /** The answer came: the next press is another one, even if it asks for the same. */
  answered(draft: Draft, facts: string): void;
}

/** Keeps the id of what was not answered: the service does it once, even if the first try had arrived. */
export function createPresses(newId: () => string = () => crypto.randomUUID()): Presses {
  const unanswered = new Map<string, string>();
  const keyOf = (draft: Draft, facts: string) => JSON.stringify([facts, Object.entries(draft).sort()]);
  return {
    idFor(draft, facts) {
      const key = keyOf(draft, facts);
      const id = unanswered.get(key) ?? newId();
      unanswered.set(key, id);
      return id;
    },
    answered(draft, facts) {
      unanswered.delete(keyOf(draft, facts));
    },
  };
}
