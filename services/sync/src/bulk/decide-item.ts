import type { Kysely } from 'kysely';
import { BulkDecision } from '#core/contract/bulk.ts';
import type { Command } from '#core/contract/commands.ts';
import { type Reason, reason } from '#core/kernel/outcome.ts';
import { Actor } from '#core/model/staff-member.ts';
import { can, standsInFor } from '#core/permissions.ts';
import type { AdvanceResult, CompanyOf } from '../engine/advance.ts';
import type { Bell } from '../engine/bell.ts';
import { performCommand } from '../engine/perform-command.ts';
import type { Log } from '../log.ts';
import { type BulkDecisionRow, type BulkItem, type ItemEnd, requestGone } from '../store/bulk-decisions.ts';
import { delegationsAt } from '../store/delegations.ts';
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

type Right = Pick<Actor, 'standsInFor'>;
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
  const right = await rightOf(dependencies, bulk);
  if (!right) return ended('refused', reason('may-not-decide'));
  try {
    return await perform(dependencies, { ...bulk, right }, item);
  } catch (error) {
    if (isStoreAway(error)) throw error;
    const { instanceId } = item;
    dependencies.log.error({ error, instanceId, bulkDecisionId: bulk.id }, 'a request could not be decided');
    return ended('failed', reason('internal'));
  }
}

/**
 * In whose right somebody decides at this moment: their own, or that of whom they stand in for.
 * @returns null for somebody who left, or lost the right meanwhile: they decide nothing any more
 */
async function rightOf(
  { db, companyOf }: BulkDependencies,
  { company: companyId, staffId }: BulkDecisionRow,
): Promise<Right | null> {
  const company = companyOf(companyId);
  const member = company.staff.find(({ id }) => id === staffId);
  if (!member?.active) return null;
  if (can(company, member, 'decide')) return {};
  const absent = standsInFor(company, member, await delegationsAt(db, companyId, new Date()));
  return absent ? { standsInFor: { staffId: absent.id, name: absent.name } } : null;
}

async function perform(
  { db, companyOf }: BulkDependencies,
  bulk: BulkDecisionRow & { right: Right },
  { instanceId, commandId }: BulkItem,
): Promise<DecidedItem> {
  const { company: companyId, staffId } = bulk;
  const { standsInFor: _whenOrdered, ...actor } = Actor.parse(bulk.actor);
  const by = { ...actor, staffId, ...bulk.right };
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
