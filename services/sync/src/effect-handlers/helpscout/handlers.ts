import type { Kysely } from 'kysely';
import type { ConversationEffectKind } from '#core/conversation-effects.ts';
import type { Schema } from '../../store/schema.ts';
import type { EffectHandlers } from '../handler.ts';
import { createCapability } from './capability.ts';
import { type DeskOf, deskNow } from './desk.ts';
import { findConversations } from './find-conversations.ts';
import { followMerge } from './follow-merge.ts';
import { createIsFollowed } from './followed.ts';
import { linkConversation } from './link-conversation.ts';
import type { Links } from './links.ts';
import { noteOnConversation } from './note-on-conversation.ts';
import { createOurReplies } from './our-replies.ts';
import { placeDraft } from './place-draft.ts';
import { readConversation } from './read-conversation.ts';
import { tagConversation } from './tag-conversation.ts';
import { tellConversation } from './tell-conversation.ts';
import { tellRequest } from './tell-request.ts';
import { updateCustomerProperties } from './update-customer-properties.ts';

/** The warning is Slack's to give. */
type Kind = Exclude<ConversationEffectKind, 'warn-of-waiting'>;

/** What is done for conversations of the help desk, each kind by its file. */
export function helpscoutHandlers({
  db,
  desk,
  links,
  dealUrlOf,
}: {
  db: Kysely<Schema>;
  desk: DeskOf;
  links: Links;
  dealUrlOf(dealId: number): string | null;
}): Pick<EffectHandlers, Kind> {
  const isFollowed = createIsFollowed(db);
  const capability = createCapability(() => deskNow(desk).background);
  return {
    'read-conversation': readConversation(desk, links, { isFollowed, ourReplies: createOurReplies(db) }),
    'follow-merge': followMerge(links),
    'link-conversation': linkConversation(links),
    'find-conversations': findConversations(links, desk, isFollowed),
    'tell-conversation': tellConversation(links),
    'tell-request': tellRequest(links),
    'tag-conversation': tagConversation(desk),
    'note-on-conversation': noteOnConversation(desk),
    'place-draft': placeDraft(desk),
    'update-customer-properties': updateCustomerProperties(desk, capability, dealUrlOf),
  };
}
