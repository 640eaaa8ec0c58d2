import type { ConversationCommand } from '#core/contract/conversation-commands.ts';
import type { ConversationAnswer } from '#core/contract/conversation-view.ts';
import { reason } from '#core/kernel/outcome.ts';
import { reasonText } from '#core/processes/account-request/texts.ts';
import { linksToForm, resolveSavedReply } from '#core/saved-reply.ts';
import { tellConversation } from '../../deliveries/conversations.ts';
import { type AdvanceResult, advanceInstance } from '../../engine/advance.ts';
import { type EffectRow, readEffects } from '../../store/effects.ts';
import { keepInvitation } from '../../store/form-invitations.ts';
import type { Store } from '../../store/instances.ts';
import { answerOnce } from '../answer-once.ts';
import { actorOf, type Caller } from '../authenticate-surface.ts';
import { choicesFor } from '../decision-choices.ts';
import { notFound } from '../problems.ts';
import { newSecret } from '../request-form/secret.ts';
import { answerFrom, refusedBecause } from './conversation-answer.ts';
import { formLinkOf } from './form-link.ts';
import { type Looked, lookAt } from './look.ts';
import type { ConversationOptions } from './options.ts';
import { notInInbox, proposedFor, replyContext, savedReplyOf, valuesOf } from './present-replies.ts';
import { requestsMeant } from './read-conversation-view.ts';

type PlaceSavedReply = Extract<ConversationCommand, { type: 'place-saved-reply' }>;

/**
 * Has a saved reply placed in a conversation, filled in here: as a draft that the agent reads and sends, unless a
 * setting says otherwise. Whoever may look may place it; a mail of somebody who reads it is no decision.
 *
 * @throws HttpProblem 404 where there is no such conversation, 409 when somebody else used the command id
 */
export async function placeSavedReply(
  options: ConversationOptions,
  caller: Caller,
  command: PlaceSavedReply,
): Promise<ConversationAnswer> {
  const looked = await lookAt(options, caller, command.conversationId);
  if (!looked) throw notFound();
  return answerOnce(options, caller, command.commandId, async (store) => {
    const failed = await failedDraft(store, looked, command.reply);
    const placed = failed
      ? await tryAgain(store, options, caller, failed)
      : await place(store, options, { caller, command, looked });
    if ('refused' in placed) {
      const answer = await refusedBecause(placed.refused, { store, options, caller, looked });
      return { answer, results: [] };
    }
    const answer = await answerFrom(placed.results, { store, options, caller, looked });
    return { answer, results: placed.results };
  });
}

/** A draft of the same reply that was given up: it gets another try, and whoever may place it may ask for that. */
async function failedDraft(
  store: Store,
  { state, instanceId }: Looked,
  key: string,
): Promise<EffectRow | null> {
  const waiting = state.placed.filter(({ reply, threadId }) => reply === key && threadId === null);
  if (instanceId === null || waiting.length === 0) return null;
  const isFailed = ({ effect, state: so }: EffectRow) =>
    so === 'dead-letter' &&
    effect.kind === 'place-draft' &&
    waiting.some(({ commandId }) => commandId === effect.commandId);
  return (await readEffects(store, [instanceId])).find(isFailed) ?? null;
}

async function tryAgain(
  store: Store,
  { companies }: ConversationOptions,
  caller: Caller,
  { id: effectId, instanceId, effect, decision }: EffectRow,
): Promise<{ results: AdvanceResult[] }> {
  const event = { type: 'retry-requested', by: actorOf(caller), effectId, effect, decision } as const;
  const result = await advanceInstance(store, companies.companyOf, instanceId, event);
  return { results: result ? [result] : [] };
}

interface Placing {
  caller: Caller;
  command: PlaceSavedReply;
  looked: Looked;
}

async function place(
  store: Store,
  { companies, formUrlOf }: ConversationOptions,
  { caller, command: { commandId, conversationId, reply: key }, looked }: Placing,
): Promise<{ refused: string } | { results: AdvanceResult[] }> {
  const { company, language } = caller;
  const { facts } = looked.state;
  if (!facts)
    return { refused: reasonText(reason('conversation-unread'), language, company.settings.timeZone) };
  const code = newSecret();
  const { formUrl } = choicesFor(caller, formUrlOf);
  const context = await replyContext(store, facts, caller, formUrl && formLinkOf(formUrl, code));
  const reply = savedReplyOf(context, key);
  if (!reply) return { refused: notInInbox(language) };
  const resolved = resolveSavedReply(reply.html, valuesOf(context));
  if (!resolved.ok) return { refused: resolved.problem[language] };
  const results = await tellConversation(store, companies.companyOf, company.id, conversationId, {
    type: 'saved-reply-requested',
    by: actorOf(caller),
    commandId,
    reply: key,
    name: reply.name,
    html: resolved.html,
    send: company.settings.helpscout.send,
    proposed: proposedFor(requestsMeant(looked), Object.keys(company.settings.savedReplies)),
  });
  if (results.at(-1)?.outcome === 'advanced' && linksToForm(reply.html))
    await keepInvitation(store, code, { company: company.id, conversationId, ...invited(facts.customer) });
  return { results };
}

function invited({ firstName, lastName, emails }: { firstName: string; lastName: string; emails: string[] }) {
  return { name: `${firstName} ${lastName}`.trim() || null, email: emails[0] ?? null };
}
