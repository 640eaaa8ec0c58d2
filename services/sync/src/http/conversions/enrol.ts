import * as z from 'zod';
import type { EnrolAnswer } from '#core/contract/conversion-view.ts';
import type { Outcome, Reason } from '#core/kernel/outcome.ts';
import { reasonText } from '#core/processes/customer-conversion/texts.ts';
import { ringFor } from '../../deliveries/route-deliveries.ts';
import { performConversion } from '../../engine/perform-conversion.ts';
import { commandIdOf } from '../../store/bulk-decisions.ts';
import { actorOf, type Caller } from '../authenticate-surface.ts';
import { takenByAnother } from '../decision-problems.ts';
import { mustFollow } from './not-followed.ts';
import type { ConversionOptions } from './options.ts';

/** Body of `POST /api/conversions/enrol`; each conversion once, in the order given. */
export const EnrolMany = z.object({
  rule: z.string().min(1).max(100),
  conversionIds: z
    .array(z.uuid())
    .min(1)
    .max(500)
    .transform((ids) => [...new Set(ids)]),
  commandId: z.uuid(),
});
type EnrolMany = z.output<typeof EnrolMany>;

type Kept = { outcome: Outcome; reason: Reason | null };

/**
 * Begins a follow-up for many, each as by a command of its own: the same order twice begins it once.
 * @throws HttpProblem 409 where nobody is followed, or when somebody else used the command id
 */
export async function enrolMany(
  options: ConversionOptions,
  caller: Caller,
  order: EnrolMany,
): Promise<EnrolAnswer> {
  mustFollow(caller);
  const left: EnrolAnswer['left'] = [];
  for (const conversionId of order.conversionIds) {
    const why = await enrolOne(options, caller, order, conversionId);
    if (why !== null) left.push({ conversionId, why });
  }
  return { enrolled: order.conversionIds.length - left.length, left };
}

/** @returns why it was not, in the reader's words; null when it was */
async function enrolOne(
  { db, bell, companies }: ConversionOptions,
  caller: Caller,
  { rule, commandId }: EnrolMany,
  conversionId: string,
): Promise<string | null> {
  const { company, language } = caller;
  const command = {
    type: 'enrol' as const,
    rule,
    conversionId,
    commandId: commandIdOf(commandId, conversionId),
  };
  const performed = await performConversion<Kept>(
    { db, companyOf: companies.companyOf },
    { command, companyId: company.id, by: actorOf(caller) },
    async (_store, { outcome, reason }) => ({ outcome, reason }),
  );
  if ('takenByAnother' in performed) throw takenByAnother();
  if (!performed.found) return language === 'fr' ? 'Introuvable.' : 'Not found.';
  if (performed.advanced) ringFor(bell, [performed.advanced]);
  const { outcome, reason } = performed.answer;
  return outcome === 'advanced' ? null : reason ? reasonText(reason, language) : outcome;
}
