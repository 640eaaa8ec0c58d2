import type { Kysely } from 'kysely';
import type { EnterRequest, EnterRequestAnswer } from '#core/contract/enter-request.ts';
import { normaliseEmail } from '#core/model/email-address.ts';
import { readSubmission } from '#core/processes/submission/state.ts';
import { enterSubmission, type ReceivedSubmission } from '../deliveries/enter-submission.ts';
import type { AdvanceResult, CompanyOf } from '../engine/advance.ts';
import type { Bell } from '../engine/bell.ts';
import type { Schema } from '../store/schema.ts';
import { answerOnce } from './answer-once.ts';
import { actorOf, type Caller } from './authenticate-surface.ts';

/** What entering a request for somebody needs. */
export interface EnterRequestOptions {
  db: Kysely<Schema>;
  bell: Bell;
  companyOf: CompanyOf;
}

type By = Pick<Caller, 'company' | 'staff' | 'language'>;

/**
 * Carries `enter-request` out, once: staff enter a request for somebody on the phone or at an event (DS-23). Whoever
 * may see requests may enter one. It goes the way of the public form; the same command id gets the same answer.
 *
 * @throws HttpProblem 409 when somebody else used the command id
 */
export async function enterRequest(
  { db, bell, companyOf }: EnterRequestOptions,
  caller: By,
  command: EnterRequest,
): Promise<EnterRequestAnswer> {
  const email = command.email ? normaliseEmail(command.email) : null;
  if (command.email && email === null) return refusedAddress(caller);
  return answerOnce({ db, bell }, caller, command.commandId, async (store) => {
    const event = eventOf(command, email, caller);
    const result = await enterSubmission(store, companyOf, caller.company.id, event);
    return { answer: enteredAnswer(result), results: [result] };
  });
}

function eventOf(command: EnterRequest, email: string | null, caller: By): ReceivedSubmission {
  const { name, phone, organization, need, source, commandId } = command;
  const submission = {
    reference: commandId.slice(0, 8),
    receivedAt: new Date().toISOString(),
    source,
    language: caller.company.settings.locale,
    name,
    email,
    phone: phone || null,
    organization: organization || null,
    siren: null,
    need: need || null,
    page: null,
  };
  return { type: 'submission-received', submission, by: actorOf(caller) };
}

/** What is answered once a submission is on its way, or has arrived. */
export function enteredAnswer({ outcome, instanceId, instance }: AdvanceResult): EnterRequestAnswer {
  const { requestId } = readSubmission(instance.state, instance.version);
  return { outcome, reason: null, requestId, submissionId: instanceId };
}

function refusedAddress({ language }: By): EnterRequestAnswer {
  const reason =
    language === 'fr'
      ? 'Cette adresse e-mail n’est pas utilisable : corrigez-la, ou cochez « adresse inconnue ».'
      : 'This e-mail address cannot be used: correct it, or tick “address unknown”.';
  return { outcome: 'refused', reason, requestId: null, submissionId: null };
}
