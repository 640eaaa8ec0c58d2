import type { ConversationCommand } from '#core/contract/conversation-commands.ts';
import type { EnterRequestAnswer } from '#core/contract/enter-request.ts';
import { normaliseEmail } from '#core/model/email-address.ts';
import type { Localized } from '#core/model/localized.ts';
import { tellConversation } from '../../deliveries/conversations.ts';
import { enterSubmission, type ReceivedSubmission } from '../../deliveries/enter-submission.ts';
import type { AdvanceResult } from '../../engine/advance.ts';
import type { Store } from '../../store/instances.ts';
import { answerOnce } from '../answer-once.ts';
import { actorOf, type Caller } from '../authenticate-surface.ts';
import { enteredAnswer } from '../enter-request.ts';
import { notFound } from '../problems.ts';
import { openRequests } from './find-requests.ts';
import { type Looked, lookAt } from './look.ts';
import type { ConversationOptions } from './options.ts';

type OpenRequest = Extract<ConversationCommand, { type: 'open-request-from-conversation' }>;

/** Where a request comes from that was opened beside a conversation. */
const source = 'helpscout';

/**
 * Opens a request for the customer of a conversation, or for somebody they write for: it goes the way of the public
 * form, through the check for duplicates. Who has an open request gets that one.
 *
 * @throws HttpProblem 404 where there is no such conversation, 409 when somebody else used the command id
 */
export async function openRequestFromConversation(
  options: ConversationOptions,
  caller: Caller,
  command: OpenRequest,
): Promise<EnterRequestAnswer> {
  const looked = await lookAt(options, caller, command.conversationId);
  if (!looked) throw notFound();
  const customerEmails = looked.state.facts?.customer.emails ?? [];
  const email = command.email ? normaliseEmail(command.email) : (customerEmails[0] ?? null);
  if (email === null) return refused(command.email ? badAddress : noAddress, caller);
  const { companyOf } = options.companies;
  return answerOnce(options, caller, command.commandId, async (store) => {
    // A customer is one person whatever their address; somebody else is not theirs.
    const sought = customerEmails.includes(email) ? customerEmails : [email];
    const known = await openRequests(store, caller.company.id, sought, caller.staff.id);
    if (known[0]) return hasOne(store, options, { caller, command, requestIds: known.map(({ id }) => id) });
    const event = submissionOf(command, email, { caller, looked });
    const result = await enterSubmission(store, companyOf, caller.company.id, event);
    return { answer: enteredAnswer(result), results: [result] };
  });
}

/** The conversation is about the one there is; of several, nobody is guessed. */
async function hasOne(
  store: Store,
  { companies }: ConversationOptions,
  { caller, command, requestIds }: { caller: Caller; command: OpenRequest; requestIds: readonly string[] },
): Promise<{ answer: EnterRequestAnswer; results: AdvanceResult[] }> {
  const [requestId = null] = requestIds;
  const { company, language } = caller;
  const { conversationId } = command;
  const reason =
    language === 'fr'
      ? 'Cette personne a déjà une demande ouverte : la voici.'
      : 'This person has an open request already: here it is.';
  const answer = { outcome: 'ignored' as const, reason, requestId, submissionId: null };
  if (requestId === null || requestIds.length > 1) return { answer, results: [] };
  const linking = { type: 'conversation-link-requested', by: actorOf(caller), requestId } as const;
  const results = await tellConversation(store, companies.companyOf, company.id, conversationId, linking);
  return { answer, results };
}

function submissionOf(
  command: OpenRequest,
  email: string,
  { caller, looked }: { caller: Caller; looked: Looked },
): ReceivedSubmission {
  const { commandId, conversationId, phone, organization, need } = command;
  const customer = looked.state.facts?.customer;
  const name = customer ? `${customer.firstName} ${customer.lastName}`.trim() : '';
  const submission = {
    reference: commandId.slice(0, 8),
    receivedAt: new Date().toISOString(),
    source,
    language: caller.company.settings.locale,
    name: command.name || name || email,
    email,
    phone: phone || null,
    organization: organization || null,
    siren: null,
    need: need || null,
    page: null,
    conversationId,
  };
  return { type: 'submission-received', submission, by: actorOf(caller) };
}

function refused(reason: Localized, { language }: Caller): EnterRequestAnswer {
  return { outcome: 'refused', reason: reason[language], requestId: null, submissionId: null };
}

const badAddress: Localized = {
  fr: 'Cette adresse e-mail n’est pas utilisable : corrigez-la.',
  en: 'This e-mail address cannot be used: correct it.',
};
const noAddress: Localized = {
  fr: 'Help Scout ne connaît pas l’adresse de ce client : indiquez-la.',
  en: 'Help Scout knows no address of this customer: enter it.',
};
