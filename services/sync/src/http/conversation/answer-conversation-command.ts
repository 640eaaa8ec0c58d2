import { ConversationCommand } from '#core/contract/conversation-commands.ts';
import type { ConversationAnswer } from '#core/contract/conversation-view.ts';
import type { EnterRequestAnswer } from '#core/contract/enter-request.ts';
import type { Caller } from '../authenticate-surface.ts';
import { parseBody } from '../parse-body.ts';
import { mustBeBeside } from './door.ts';
import { linkConversation } from './link-conversation.ts';
import { openRequestFromConversation } from './open-request.ts';
import type { ConversationOptions } from './options.ts';
import { placeSavedReply } from './place-saved-reply.ts';

const types = new Set<unknown>(ConversationCommand.options.map(({ shape }) => shape.type.value));

/** Whether a command is about a conversation. */
export function isConversationCommand(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'type' in body && types.has(body.type);
}

/**
 * Answers what the sidebar beside a conversation asks for.
 * @throws HttpProblem 400 for what is no such command, 403 anywhere but beside the conversation, 404, 409
 */
export async function answerConversationCommand(
  options: ConversationOptions,
  caller: Caller,
  body: unknown,
): Promise<ConversationAnswer | EnterRequestAnswer> {
  const command = parseBody(ConversationCommand, body);
  mustBeBeside(caller, command.conversationId);
  switch (command.type) {
    case 'place-saved-reply':
      return placeSavedReply(options, caller, command);
    case 'open-request-from-conversation':
      return openRequestFromConversation(options, caller, command);
    case 'link-conversation':
      return linkConversation(options, caller, command);
  }
}
