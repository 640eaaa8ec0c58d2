import type { Kysely } from 'kysely';
import { BulkDecision } from '#core/contract/bulk.ts';
import type { Command } from '#core/contract/commands.ts';
import { type Reason, reason } from '#core/kernel/outcome.ts';
import { Actor } from '#core/model/staff-member.ts';
import { can } from '#core/permissions.ts';
import type { AdvanceResult, CompanyOf } from '../engine/advance.ts';
import type { Bell } from '../engine/bell.ts';
import { performCommand } from '../engine/perform-command.ts';
import type { Log } from '../log.ts';
import { type BulkDecisionRow, type BulkItem, type ItemEnd, requestGone } from '../store/bulk-decisions.ts';
import type { Schema } from '../store/schema.ts';
import { isStoreAway } from '../store/store-away.ts';

/** What deciding one request of many needs. */
export interface BulkDependencies {
  db: Kysely<Schema>;
  companyOf: CompanyOf;
  bell: Bell;
  log: Log;
}

interface DecidedItem {
  end: ItemEnd;
  /** Whom to ring for; null when nothing moved, or moved before. */
  advanced: AdvanceResult | null;
}

type ItemAnswer = Pick<AdvanceResult, 'outcome' | 'reason'>;

/**
 * Decides one request as its person would alone: by the same command, with the right they have at this moment.
 * @throws whatever the store threw when it was away: the request waits for another try
 */
export async function decideItem(
  dependencies: BulkDependencies,
  bulk: BulkDecisionRow,
  item: BulkItem,
): Promise<DecidedItem> {
  if (!mayStillDecide(dependencies, bulk)) return ended('refused', reason('may-not-decide'));
  try {
    return await perform(dependencies, bulk, item);
  } catch (error) {
    if (isStoreAway(error)) throw error;
    const { instanceId } = item;
    dependencies.log.error({ error, instanceId, bulkDecisionId: bulk.id }, 'a request could not be decided');
    return ended('failed', reason('internal'));
  }
}

/** Somebody who left, or lost the right meanwhile, decides nothing any more. */
function mayStillDecide({ companyOf }: BulkDependencies, { company: companyId, staffId }: BulkDecisionRow) {
  const company = companyOf(companyId);
  const member = company.staff.find(({ id }) => id === staffId);
  return member?.active === true && can(company, member, 'decide');
}

async function perform(
  { db, companyOf }: BulkDependencies,
  bulk: BulkDecisionRow,
  { instanceId, commandId }: BulkItem,
): Promise<DecidedItem> {
  const { company: companyId, staffId } = bulk;
  const by = { ...Actor.parse(bulk.actor), staffId };
  const command = commandOf(BulkDecision.parse(bulk.decision), instanceId, commandId);
  const performed = await performCommand<ItemAnswer>(
    { db, companyOf },
    { command, companyId, by },
    async (_store, result) => ({ outcome: result.outcome, reason: result.reason }),
  );
  if (!('answer' in performed)) return ended('failed', reason(requestGone));
  const { answer, advanced } = performed;
  return { ...ended(answer.outcome, answer.reason), advanced };
}

function commandOf(decision: BulkDecision, requestId: string, commandId: string): Command {
  const { requestIds, ...wanted } = decision;
  return { ...wanted, requestId, commandId };
}

function ended(outcome: ItemEnd['outcome'], why: Reason | null): DecidedItem {
  return { end: { outcome, reason: why }, advanced: null };
}
