import type { PreviewedCommand } from '../../contract/commands.ts';
import type { Event } from '../../events.ts';
import type { RequestDocument } from '../../model/conversation.ts';
import type { Actor } from '../../model/staff-member.ts';

/** What a request hears when somebody asks for something; a retry is about an effect, and heard apart. */
export function commandEvent(
  command: Exclude<PreviewedCommand, { type: 'retry-effect' }>,
  by: Actor,
  /** What the attachment of `record-evidence` is. */
  document: RequestDocument | null = null,
): Event {
  switch (command.type) {
    case 'accept-request': {
      const { target = null, attachToDealId = null } = command;
      return { type: 'acceptance-requested', by, target, attachToDealId };
    }
    case 'refuse-request':
      return { type: 'refusal-requested', by, reason: command.reason, note: command.note?.trim() || null };
    case 'ask-for-evidence':
      return { type: 'evidence-requested', by, document: command.document };
    case 'record-evidence':
      return { type: 'evidence-recorded', by, document };
    case 'reconsider-request':
      return { type: 'reconsideration-requested', by };
    case 'undo-decision':
      return { type: 'undo-requested', by };
    case 'confirm-decision':
      return { type: 'decision-confirmed', by };
    case 'withdraw-proposal':
      return { type: 'proposal-withdrawn', by };
    case 'renew-activation':
      return { type: 'activation-renewal-requested', by };
  }
}
