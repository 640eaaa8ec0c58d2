import type { Command } from '#core/contract/commands.ts';
import type { RequestDocument } from '#core/model/conversation.ts';
import type { Store } from '../../store/instances.ts';
import type { Caller } from '../authenticate-surface.ts';
import { notFound } from '../problems.ts';
import { mustBeBeside } from './door.ts';
import { keptConversation } from './look.ts';
import { whyNotTaken } from './present-conversation.ts';

/** The file that a command makes the document of a request; null where it names none. */
export type Attached = { document: RequestDocument | null } | { refused: string };

/**
 * Looks a command's attachment up in its conversation, as that was last read; of a merged one, in the one that is left.
 * @throws HttpProblem 403 anywhere but beside the conversation, 404 where there is no such file
 */
export async function attachedDocument(store: Store, caller: Caller, command: Command): Promise<Attached> {
  if (command.type !== 'record-evidence' || !command.attachment) return { document: null };
  const { conversationId, attachmentId } = command.attachment;
  mustBeBeside(caller, conversationId);
  const known = await keptConversation(store, caller.company.id, conversationId);
  const attachment = known?.state.facts?.attachments.find(({ id }) => id === attachmentId);
  if (!known || !attachment) throw notFound();
  const refused = whyNotTaken(attachment, caller.language);
  if (refused !== null) return { refused };
  const { isReady: _ready, ...document } = attachment;
  return { document: { ...document, conversationId: known.state.conversationId } };
}
