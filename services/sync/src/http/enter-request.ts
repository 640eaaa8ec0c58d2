import type { Kysely } from 'kysely';
import type { EnterRequest, EnterRequestAnswer } from '#core/contract/enter-request.ts';
import { normaliseEmail } from '#core/model/email-address.ts';
import { readSubmission } from '#core/processes/submission/state.ts';
import { enterSubmission, type ReceivedSubmission } from '../deliveries/enter-submission.ts';
import { ringFor } from '../deliveries/route-deliveries.ts';
import type { AdvanceResult, CompanyOf } from '../engine/advance.ts';
import type { Bell } from '../engine/bell.ts';
import { answerCommand, reserveCommand } from '../store/commands.ts';
import type { Schema } from '../store/schema.ts';
import { actorOf, type Caller } from './authenticate-surface.ts';
import { HttpProblem } from './problems.ts';

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
  const { company, staff } = caller;
  const entered = await db.transaction().execute(async (store) => {
    const reserved = { company: company.id, id: command.commandId, staffId: staff.id };
    const known = await reserveCommand(store, reserved);
    if (known && known.staffId !== staff.id) throw idTaken();
    if (known?.answer) return { answer: known.answer as EnterRequestAnswer, result: null };
    const event = eventOf(command, email, caller);
    const result = await enterSubmission(store, companyOf, company.id, event);
    const answer = await answerCommand(store, company.id, command.commandId, answerOf(result));
    return { answer: answer as EnterRequestAnswer, result };
  });
  if (entered.result) ringFor(bell, [entered.result]);
  return entered.answer;
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

function answerOf({ outcome, instanceId, instance }: AdvanceResult): EnterRequestAnswer {
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

function idTaken(): HttpProblem {
  return new HttpProblem(
    409,
    { fr: 'Identifiant de commande déjà utilisé', en: 'Command id already used' },
    { fr: 'Envoyez un nouveau commandId pour chaque clic.', en: 'Send a new commandId for every click.' },
  );
}
