import { folded } from '#core/company.ts';
import type { PlacedReplyView, ReplyChoice } from '#core/contract/conversation-view.ts';
import { languageOfInbox } from '#core/desk-inboxes.ts';
import { textOfHtml } from '#core/html-text.ts';
import type { ConversationFacts } from '#core/model/conversation.ts';
import type { Language } from '#core/model/localized.ts';
import { actorText } from '#core/model/staff-member.ts';
import type { AccountRequest } from '#core/processes/account-request/state.ts';
import type { ConversationState, PlacedReply } from '#core/processes/conversation/state.ts';
import {
  type AnsweredRequest,
  proposedReply,
  type ReplyValues,
  resolveSavedReply,
  savedReplyNames,
} from '#core/saved-reply.ts';
import type { EffectRow } from '../../store/effects.ts';
import { type KeptMailbox, keptMailboxes } from '../../store/helpscout-mailboxes.ts';
import { type KeptSavedReply, savedReplies } from '../../store/helpscout-saved-replies.ts';
import type { Store } from '../../store/instances.ts';
import type { Caller } from '../authenticate-surface.ts';

/** With what the saved replies of a conversation are filled in. */
export interface ReplyContext {
  facts: ConversationFacts;
  caller: Pick<Caller, 'company' | 'staff' | 'language'>;
  /** Undefined as long as it could not be read. */
  mailbox: KeptMailbox | undefined;
  kept: readonly KeptSavedReply[];
  /** Where the public form is; null = it is closed. */
  formUrl: string | null;
}

/** With what the saved replies of a conversation are filled in, from what is kept. */
export async function replyContext(
  store: Store,
  facts: ConversationFacts,
  caller: ReplyContext['caller'],
  formUrl: string | null,
): Promise<ReplyContext> {
  const { id } = caller.company;
  const mailbox = (await keptMailboxes(store, id)).find((inbox) => inbox.id === facts.mailboxId);
  return { facts, caller, mailbox, kept: await savedReplies(store, id), formUrl };
}

/** The saved reply of a key in the inbox of the conversation; of its names, the one in the inbox's language first. */
export function savedReplyOf(
  { facts, caller, mailbox, kept }: ReplyContext,
  key: string,
): KeptSavedReply | null {
  const { settings } = caller.company;
  const setting = settings.savedReplies[key];
  if (setting === undefined) return null;
  const language = mailbox ? languageOfInbox(settings, mailbox.name) : settings.locale;
  const ofInbox = kept.filter(({ mailboxId }) => mailboxId === facts.mailboxId);
  const named = savedReplyNames(setting, language).map((name) =>
    ofInbox.find((reply) => folded(reply.name) === folded(name)),
  );
  return named.find((reply) => reply !== undefined) ?? null;
}

/** What its variables stand for here. */
export function valuesOf({ facts, caller, mailbox, formUrl }: ReplyContext): ReplyValues {
  const { firstName, lastName, emails } = facts.customer;
  return {
    customer: { firstName, lastName, email: emails[0] ?? null },
    mailbox: mailbox ? { name: mailbox.name, email: mailbox.email } : null,
    user: { name: caller.staff.name, email: caller.staff.email },
    conversation: { number: facts.number },
    formUrl,
  };
}

/** The saved replies of the settings as they would leave. */
export function presentReplies(context: ReplyContext, requests: readonly AccountRequest[]): ReplyChoice[] {
  const keys = Object.keys(context.caller.company.settings.savedReplies);
  const proposed = proposedFor(requests, keys);
  return keys.map((key) => ({ ...presentReply(context, key), isProposed: key === proposed }));
}

/** The saved reply that fits; of several people that match, none decides it. */
export function proposedFor(requests: readonly AccountRequest[], keys: readonly string[]): string | null {
  const [first, another] = requests;
  return another ? null : proposedReply(first ? answeredOf(first) : null, keys);
}

function answeredOf({ step, verdict, decision }: AccountRequest): AnsweredRequest {
  return { step, verdict, refusalReason: decision?.type === 'refuse' ? decision.reason : null };
}

function presentReply(context: ReplyContext, key: string): Omit<ReplyChoice, 'isProposed'> {
  const { language, company } = context.caller;
  const reply = savedReplyOf(context, key);
  if (!reply) {
    const setting = company.settings.savedReplies[key];
    const [name = key] = setting === undefined ? [] : savedReplyNames(setting, company.settings.locale);
    return { key, name, preview: '', problem: notInInbox(language) };
  }
  const resolved = resolveSavedReply(reply.html, valuesOf(context));
  const { name } = reply;
  return resolved.ok
    ? { key, name, preview: textOfHtml(resolved.html), problem: null }
    : { key, name, preview: textOfHtml(reply.html), problem: resolved.problem[language] };
}

/** Why a saved reply of the settings is not there. */
export function notInInbox(language: Language): string {
  return language === 'fr'
    ? 'Cette boîte n’a pas de réponse enregistrée de ce nom. Créez-la dans Help Scout, ou corrigez le réglage savedReplies de Passerelle.'
    : 'This inbox has no saved reply of this name. Create it in Help Scout, or correct Passerelle’s setting savedReplies.';
}

/** The replies that were placed from here, the last one first. @param effects of the conversation */
export function presentPlaced(
  { placed }: Pick<ConversationState, 'placed'>,
  effects: readonly EffectRow[],
  language: Language,
): PlacedReplyView[] {
  return placed.toReversed().map((reply) => {
    const { commandId: id, name, by, at } = reply;
    const draft = effects.find(({ effect }) => effect.kind === 'place-draft' && effect.commandId === id);
    const hasFailed = reply.threadId === null && draft?.state === 'dead-letter';
    const problem = reply.threadId === null ? (draft?.problem?.detail[language] ?? null) : null;
    const state = hasFailed ? 'failed' : stateOf(reply);
    return { id, name, by: actorText(by, language), at, state, problem };
  });
}

function stateOf({ threadId, sentAt, isDiscarded }: PlacedReply): PlacedReplyView['state'] {
  if (isDiscarded) return 'discarded';
  if (sentAt !== null) return 'sent';
  return threadId === null ? 'placing' : 'draft';
}
