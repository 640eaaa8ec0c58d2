import type { Kysely } from 'kysely';
import * as z from 'zod';
import { Command, decidesNothing } from '#core/contract/commands.ts';
import { EnterRequest, type EnterRequestAnswer } from '#core/contract/enter-request.ts';
import type { CommandAnswer } from '#core/contract/request-view.ts';
import { reasonText } from '#core/processes/account-request/texts.ts';
import type { Companies } from '../company/companies.ts';
import { ringFor } from '../deliveries/route-deliveries.ts';
import type { Bell } from '../engine/bell.ts';
import { performCommand } from '../engine/perform-command.ts';
import { readEffect } from '../store/effects.ts';
import type { Schema } from '../store/schema.ts';
import type { AskAgain } from './ask-again.ts';
import { whyNotAttached } from './attach-target.ts';
import { actorOf, type Caller, readerOf } from './authenticate-surface.ts';
import { attachedDocument } from './conversation/attached-document.ts';
import { linkActedOn } from './conversation/link-acted-on.ts';
import { mayNotDecide, takenByAnother, whoDecides } from './decision-problems.ts';
import { enterRequest } from './enter-request.ts';
import { lookAgain } from './look-again.ts';
import { parseBody } from './parse-body.ts';
import { type HttpProblem, notFound } from './problems.ts';
import { detailsOf, readDetails } from './read-requests.ts';

/** What answering a command needs. */
export interface CommandOptions {
  db: Kysely<Schema>;
  bell: Bell;
  companies: Companies;
  askAgain: AskAgain;
}

const Entering = z.object({ type: z.literal('enter-request') });

/**
 * Answers `POST /api/commands`. Entering a request is nobody's decision: whoever sees requests may do it.
 * @throws HttpProblem 403 to somebody who may not decide, 404 where there is no such request for this person
 */
export function answerToAny(
  options: CommandOptions,
  caller: Caller,
  body: unknown,
): Promise<CommandAnswer | EnterRequestAnswer> {
  const { db, bell, companies } = options;
  const isEntering = Entering.safeParse(body).success;
  if (!isEntering) return answerTo(options, caller, parseBody(Command, body));
  return enterRequest({ db, bell, companyOf: companies.companyOf }, caller, parseBody(EnterRequest, body));
}

async function answerTo(options: CommandOptions, caller: Caller, command: Command): Promise<CommandAnswer> {
  const { db, bell, companies } = options;
  const { company, language } = caller;
  if (!caller.mayDecide && !decidesNothing(command.type)) throw await notAllowed(options, caller, command);
  const unfit = await whyNotAttached(options, caller, command);
  if (unfit) return refusedAsItIs(options, caller, command, unfit[language]);
  const attached = await attachedDocument(db, caller, command);
  if ('refused' in attached) return refusedAsItIs(options, caller, command, attached.refused);
  if (command.type === 'retry-effect') await lookAgain(companies, company.id);
  const perform = () =>
    performCommand<CommandAnswer>(
      { db, companyOf: companies.companyOf },
      { command, companyId: company.id, by: actorOf(caller), document: attached.document },
      async (store, { outcome, reason, instance }) => ({
        outcome,
        reason: reason && reasonText(reason, language, company.settings.timeZone),
        view: (await detailsOf(store, instance, readerOf(caller))) ?? null,
      }),
    );
  let performed = await perform();
  if ('found' in performed && !performed.found && (await askedAgain(options, caller, command)))
    performed = await perform();
  if ('takenByAnother' in performed) throw takenByAnother();
  if (!performed.found) throw notFound();
  if (performed.advanced) ringFor(bell, [performed.advanced]);
  if (performed.answer.outcome === 'advanced' && 'requestId' in command)
    await linkActedOn(options, caller, command.requestId);
  return performed.answer;
}

async function askedAgain({ db, askAgain }: CommandOptions, caller: Caller, command: Command) {
  const requestId =
    'requestId' in command ? command.requestId : (await readEffect(db, command.effectId))?.instanceId;
  return requestId !== undefined && askAgain(caller, requestId);
}

/** Nothing is asked of the request: what the command names does not fit. */
async function refusedAsItIs(
  { db }: CommandOptions,
  caller: Caller,
  command: Command,
  reason: string,
): Promise<CommandAnswer> {
  const view =
    'requestId' in command ? await readDetails(db, command.requestId, readerOf(caller)) : undefined;
  if (!view) throw notFound();
  return { outcome: 'refused', reason, view };
}

async function notAllowed({ db }: CommandOptions, caller: Caller, command: Command): Promise<HttpProblem> {
  const view =
    'requestId' in command ? await readDetails(db, command.requestId, readerOf(caller)) : undefined;
  const reason = whoDecides(caller)[caller.language];
  const members: CommandAnswer = { outcome: 'refused', reason, view: view ?? null };
  return mayNotDecide(caller, members);
}
