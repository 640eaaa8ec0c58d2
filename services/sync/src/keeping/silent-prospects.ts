import type { Kysely } from 'kysely';
import type { Company } from '#core/company.ts';
import { readAccountRequest } from '#core/processes/account-request/state.ts';
import { requestTrace } from '#core/processes/account-request/trace.ts';
import { readConversation } from '#core/processes/conversation/state.ts';
import { conversationTrace } from '#core/processes/conversation/trace.ts';
import { readConversion } from '#core/processes/customer-conversion/state.ts';
import { conversionTrace } from '#core/processes/customer-conversion/trace.ts';
import { readSubmission } from '#core/processes/submission/state.ts';
import { submissionTrace } from '#core/processes/submission/trace.ts';
import { type PersonTrace, plusMonths, type SilentProspect, silentProspects } from '#core/prospect-clock.ts';
import type { InstanceRow } from '../store/instances.ts';
import { rowsOfOldProspects } from '../store/prospect-rows.ts';
import type { Schema } from '../store/schema.ts';

/** More are not looked for at once: whoever erases these finds the next ones. */
const foundMax = 1_000;

/** The prospects of a company from whom nothing came for as long as its settings say; at most a thousand or so. */
export async function silentProspectsOf(
  db: Kysely<Schema>,
  { id, settings }: Pick<Company, 'id' | 'settings'>,
  now: Date,
): Promise<SilentProspect[]> {
  const { prospectMonths: months } = settings.keeping;
  const clock = { now: now.toISOString(), months, timeZone: settings.timeZone };
  const before = new Date(`${plusMonths(clock.now.slice(0, 10), -months)}T23:59:59Z`);
  const silent: SilentProspect[] = [];
  for await (const rows of rowsOfOldProspects(db, id, before)) {
    silent.push(...silentProspects(rows.flatMap(traceOf), clock));
    if (silent.length >= foundMax) break;
  }
  // Somebody with two addresses may be on two pages.
  return [...new Map(silent.map((one) => [one.email, one])).values()];
}

function traceOf({ process, state, version }: InstanceRow): PersonTrace[] {
  switch (process) {
    case 'account-request':
      return [requestTrace(readAccountRequest(state, version))];
    case 'customer-conversion':
      return [conversionTrace(readConversion(state, version))];
    case 'conversation':
      return [conversationTrace(readConversation(state, version))];
    case 'submission':
      return [submissionTrace(readSubmission(state, version))];
    default:
      return [];
  }
}
