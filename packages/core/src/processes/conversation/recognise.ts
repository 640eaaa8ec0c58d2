import { type Company, folded } from '../../company.ts';
import type { ConversationFacts } from '../../model/conversation.ts';
import type { ConversationState } from './state.ts';

/** Why a conversation is about accounts, by what the help desk says of it; what was known before stays. */
export function recognised(
  { because, placed, requests }: ConversationState,
  facts: Pick<ConversationFacts, 'tags' | 'subject' | 'usedSavedReply'>,
  { settings }: Company,
): ConversationState['because'] {
  if (because !== null) return because;
  const { tag, subjects } = settings.helpscout;
  if (facts.tags.some((each) => folded(each) === folded(tag))) return 'tag';
  if (placed.length > 0 || facts.usedSavedReply) return 'saved-reply';
  if (requests.length > 0) return 'request';
  const subject = folded(facts.subject);
  return subjects.some((words) => subject.includes(folded(words))) ? 'subject' : null;
}
