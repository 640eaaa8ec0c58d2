import * as z from 'zod';
import { ConversionCommand } from '#core/contract/conversion-commands.ts';
import type { ConversionAnswer } from '#core/contract/conversion-view.ts';
import { reasonText } from '#core/processes/customer-conversion/texts.ts';
import { ringFor } from '../../deliveries/route-deliveries.ts';
import type { AdvanceResult } from '../../engine/advance.ts';
import { type Performed, performCommand } from '../../engine/perform-command.ts';
import { performConversion } from '../../engine/perform-conversion.ts';
import { readEffect } from '../../store/effects.ts';
import { readInstance, type Store } from '../../store/instances.ts';
import { actorOf, type Caller, readerOf } from '../authenticate-surface.ts';
import { notFromHere } from '../conversation/door.ts';
import { takenByAnother } from '../decision-problems.ts';
import { lookAgain } from '../look-again.ts';
import { parseBody } from '../parse-body.ts';
import { notFound } from '../problems.ts';
import { asSuspect, isOfConversions } from './conversion-command-types.ts';
import { enterSuspect } from './enter-suspect.ts';
import { mustFollow } from './not-followed.ts';
import type { ConversionOptions } from './options.ts';
import { conversionDetailsOf } from './read-conversions.ts';

const Retry = z.object({ type: z.literal('retry-effect'), effectId: z.uuid(), commandId: z.uuid() });

/** Whether a command is about a conversion; for a retry, the effect says it. */
export async function isConversionCommand(
  { db }: Pick<ConversionOptions, 'db'>,
  { company }: Pick<Caller, 'company'>,
  body: unknown,
): Promise<boolean> {
  const retry = Retry.safeParse(body);
  if (!retry.success || !company.settings.conversion.enabled) return isOfConversions(body);
  const effect = await readEffect(db, retry.data.effectId);
  return (
    effect !== undefined && (await readInstance(db, effect.instanceId))?.process === 'customer-conversion'
  );
}

/**
 * Answers what somebody asks of a conversion they may see. Nothing of it is a decision about an account: whoever is of
 * the team may do it.
 *
 * @throws HttpProblem 400 for what is no such command, 403 beside a conversation, 404, 409 for a command id of
 * somebody else and where nobody is followed
 */
export async function answerConversionCommand(
  options: ConversionOptions,
  caller: Caller,
  body: unknown,
): Promise<ConversionAnswer> {
  if (caller.conversationId !== undefined) throw notFromHere();
  mustFollow(caller);
  const suspect = asSuspect(body);
  if (suspect) return enterSuspect(options, caller, suspect, answerIn(caller));
  const retry = Retry.safeParse(body);
  const perform = retry.success
    ? () => retried(options, caller, retry.data)
    : commanded(options, caller, parseBody(ConversionCommand, body));
  return answeredOnce(options, await perform());
}

type Answered = Performed<ConversionAnswer>;

/** What is told of an event: the conversion as it is now, in the reader's words. */
function answerIn(caller: Caller) {
  return async (store: Store, { outcome, reason, instance }: AdvanceResult): Promise<ConversionAnswer> => ({
    outcome,
    reason: reason && reasonText(reason, caller.language),
    view: (await conversionDetailsOf(store, instance, readerOf(caller))) ?? null,
  });
}

function commanded(options: ConversionOptions, caller: Caller, command: ConversionCommand) {
  const { db, companies, askAgain } = options;
  const perform = () =>
    performConversion<ConversionAnswer>(
      { db, companyOf: companies.companyOf },
      { command, companyId: caller.company.id, by: actorOf(caller) },
      answerIn(caller),
    );
  return async (): Promise<Answered> => {
    const performed = await perform();
    const isMissing = 'found' in performed && !performed.found;
    return isMissing && (await askAgain(caller, command.conversionId)) ? perform() : performed;
  };
}

async function retried(
  { db, companies }: ConversionOptions,
  caller: Caller,
  command: z.output<typeof Retry>,
): Promise<Answered> {
  await lookAgain(companies, caller.company.id);
  return performCommand<ConversionAnswer>(
    { db, companyOf: companies.companyOf },
    { command, companyId: caller.company.id, by: actorOf(caller) },
    answerIn(caller),
  );
}

function answeredOnce({ bell }: ConversionOptions, performed: Answered): ConversionAnswer {
  if ('takenByAnother' in performed) throw takenByAnother();
  if (!performed.found) throw notFound();
  if (performed.advanced) ringFor(bell, [performed.advanced]);
  return performed.answer;
}
