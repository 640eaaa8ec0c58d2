import type { Command } from '#core/contract/commands.ts';

type WithoutId<Each> = Each extends Command ? Omit<Each, 'commandId'> : never;

/** A command before it has its id: what a click asks for. */
export type CommandDraft = WithoutId<Command>;

/** A command whose answer never came, and what was shown when it was sent. */
export interface FailedCommand {
  command: Command;
  revision: number | null;
}

/**
 * The command to send for a click. The same click tried again on the same facts keeps its id, so that the service does
 * it once even if the first try had arrived; anything else gets a new id.
 */
export function commandToSend(
  draft: CommandDraft,
  revision: number | null,
  failed: FailedCommand | null,
  newId: () => string,
): Command {
  const repeated = failed !== null && failed.revision === revision && isSame(draft, failed.command);
  return { ...draft, commandId: repeated ? failed.command.commandId : newId() };
}

function isSame(draft: CommandDraft, sent: Command): boolean {
  const { commandId: _id, ...rest } = sent;
  const written = (fields: object) =>
    JSON.stringify(Object.entries(fields).sort(([a], [b]) => a.localeCompare(b)));
  return written(draft) === written(rest);
}
