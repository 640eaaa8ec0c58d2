import type { Command } from '#core/contract/commands.ts';
import type { EnterRequest, EnterRequestAnswer } from '#core/contract/enter-request.ts';
import type { CommandAnswer, RequestDetails } from '#core/contract/request-view.ts';
import { OutsideError } from '../connectors/errors.ts';
import { answerToAny } from '../http/answer-command.ts';
import { type Caller, readerOf } from '../http/authenticate-surface.ts';
import { presentRequest } from '../http/present-request.ts';
import { HttpProblem } from '../http/problems.ts';
import { readDetails } from '../http/read-requests.ts';
import { wasSent } from '../store/commands.ts';
import type { InstanceRow } from '../store/instances.ts';
import { readVisible } from '../store/visibility.ts';
import type { ActingOptions } from './acting.ts';
import { type ButtonValue, seenOf } from './button-value.ts';
import { meanwhileText, pressTexts } from './press-texts.ts';
import { whyNoDecider } from './why-not.ts';

/** What came of something somebody did. `told`: what they have to hear; null when all went as they wanted. */
export type Outcome = { advanced: boolean; told: string | null };

/**
 * Carries a command out as a surface would. What was decided before is said in words, never thrown; a request that
 * changed since the person saw it is not touched.
 * @param value of the button, signed by us
 */
export async function carryOut(
  options: ActingOptions,
  caller: Caller,
  value: ButtonValue,
  command: Command,
): Promise<Outcome> {
  const refused = await whyNotNow(options, caller, value, command);
  if (refused !== null) return { advanced: false, told: refused };
  return answered(options, caller, command);
}

/** Enters a request for somebody, as a surface would. */
export function carryOutEntry(
  options: ActingOptions,
  caller: Caller,
  command: EnterRequest,
): Promise<Outcome> {
  return answered(options, caller, command);
}

async function answered(
  options: ActingOptions,
  caller: Caller,
  command: Command | EnterRequest,
): Promise<Outcome> {
  try {
    const answer: CommandAnswer | EnterRequestAnswer = await answerToAny(options, caller, command);
    const advanced = answer.outcome === 'advanced';
    return { advanced, told: advanced ? null : (answer.reason ?? pressTexts.done[caller.language]) };
  } catch (error) {
    return { advanced: false, told: problemText(options, caller, error) };
  }
}

/** What somebody is told of an error, which is also logged where it is ours. */
export function problemText(
  { log }: Pick<ActingOptions, 'log'>,
  { language }: Pick<Caller, 'language'>,
  error: unknown,
): string {
  if (error instanceof HttpProblem)
    return error.status === 404 ? pressTexts.notFound[language] : error.advice[language];
  if (error instanceof OutsideError) {
    const { title, detail } = error.failure;
    return `${title[language]}. ${detail[language]}`;
  }
  log.error({ error }, 'something done in Slack could not be carried out');
  return pressTexts.failed[language];
}

/** Why a decision is not even tried; null when it is. What is sent a second time gets the answer of the first. */
async function whyNotNow(
  options: ActingOptions,
  caller: Caller,
  value: ButtonValue,
  command: Command,
): Promise<string | null> {
  const { company, language } = caller;
  if (!caller.mayDecide) return whyNoDecider(company)[language];
  // Trying an effect again is named by the effect, and the rules know whether there is something to try.
  if (command.type === 'retry-effect') return null;
  const row = await rowFor(options, caller, value.requestId);
  if (!row) return pressTexts.notFound[language];
  // Its own facts say all that is told here: neither effects nor story are read for it.
  const view = presentRequest(row, [], { ...readerOf(caller), now: options.now() });
  if (seenOf(view) === value.seen || (await wasSent(options.db, company.id, command.commandId))) return null;
  return meanwhileText(view, language, company.settings.timeZone);
}

/** A request of the company; who may see it is asked again before it is denied. */
async function rowFor(
  { db, askAgain }: ActingOptions,
  caller: Caller,
  requestId: string,
): Promise<InstanceRow | undefined> {
  const read = () => readVisible(db, requestId, caller.staff.id);
  const row = (await read()) ?? ((await askAgain(caller, requestId)) ? await read() : undefined);
  return row?.company === caller.company.id && row.process === 'account-request' ? row : undefined;
}

/** A request with its story, as the person may see it. */
export function detailsFor(
  { db, now }: Pick<ActingOptions, 'db' | 'now'>,
  caller: Caller,
  requestId: string,
): Promise<RequestDetails | undefined> {
  return readDetails(db, requestId, { ...readerOf(caller), now: now() });
}
