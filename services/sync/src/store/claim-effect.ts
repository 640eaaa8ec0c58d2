import { type RawBuilder, sql } from 'kysely';
import { mailing } from '#core/effects.ts';
import type { EffectRow } from './effects.ts';
import type { Store } from './instances.ts';
import type { EffectState } from './schema.ts';

/** An effect as claimed. Its payload is parsed by whoever carries it out: another release may have written it. */
export type ClaimedRow = Omit<EffectRow, 'effect'> & { effect: unknown };

/** An effect that is ours to carry out; `interrupted`: an earlier run of it did not come to its end. */
export interface ClaimedEffect {
  row: ClaimedRow;
  interrupted: boolean;
  /** How far the store's clock is ahead of ours, in milliseconds. */
  clockAheadMs: number;
}

/**
 * Which claim of an effect speaks: each has a number of attempts of its own. A node whose lock was lost may still be
 * at work while another has claimed the effect anew: what the late one says changes nothing.
 */
export type Claim = Pick<EffectRow, 'id' | 'attempts'>;

/**
 * Takes the next effect of an instance that is due, and marks it as running. Effects of decisions run one after the
 * other; one that failed holds back those behind it. Effects of no decision wait for nobody.
 */
export async function claimNextEffect(store: Store, instanceId: string): Promise<ClaimedEffect | undefined> {
  const claimed = await sql<ClaimedAnswer>`
    with wanted as (select ${instanceId}::uuid as instance_id, null::uuid as ended), ${claimParts}
    select * from claimed`.execute(store);
  return claimedOf(claimed.rows[0]);
}

/**
 * A mail that another node began may have left, and nobody but that node knows it yet: it says so once it reaches the
 * store again, or is started again (handover-note.ts). As long as this it is left to it.
 */
const toldWithin = sql`interval '30 seconds'`;

/** Whether a candidate may have left: a mail that another node was carrying out a moment ago. */
const mayHaveLeft = sql`candidate.state = 'running' and candidate.handed_over_at is null
  and candidate.kind in (${sql.join(mailing.map((kind) => sql.lit(kind)))})
  and coalesce(candidate.claimed_by <> current_setting('passerelle.node', true), false)
  and candidate.started_at > clock_timestamp() - ${toldWithin}`;

/** What `claimed` tells: null everywhere when nothing was due. */
export type ClaimedAnswer = ClaimedRow & { before: EffectState; startedAt: Date };

/**
 * The claim as parts of a larger statement, its answers under the name `claimed`. It takes one effect for each row of
 * `wanted (instance_id, ended)`; `ended` is an effect that the same statement ends as done: it holds back nothing any
 * more. The states are told by what they are not: so PostgreSQL takes the index of the instance, not the one of
 * everything due, which is full of what was. One that somebody holds is left: who holds one may be waiting for another
 * of these, and what follows it waits for it anyway.
 */
export const claimParts: RawBuilder<unknown> = sql`
  next as (
    select chosen.id, chosen.before from wanted, lateral (
      select id, state as before from effects as candidate
      where instance_id = wanted.instance_id and state not in ('done', 'dead-letter', 'cancelled')
        and due_at <= clock_timestamp() and id is distinct from wanted.ended and not (${mayHaveLeft})
        and (decision = 0 or not exists (
          select 1 from effects as earlier
          where earlier.instance_id = candidate.instance_id and earlier.decision > 0
            and earlier.ordinal < candidate.ordinal and earlier.state not in ('done', 'cancelled')
            and earlier.id is distinct from wanted.ended))
      order by ordinal limit 1 for update skip locked) as chosen),
  claimed as (
    update effects set state = 'running', attempts = attempts + 1, started_at = clock_timestamp(),
      claimed_by = current_setting('passerelle.node', true)
    from next where effects.id = next.id
    returning effects.id, instance_id as "instanceId", decision, key, kind, payload as effect, state, attempts,
      problem, due_at as "dueAt", handed_over_at as "handedOverAt", finished_at as "finishedAt",
      effects.request_id as "requestId", shadow, started_at as "startedAt", next.before)`;

/** The claim an answer tells of, if it tells of one. */
export function claimedOf(answer: ClaimedAnswer | undefined): ClaimedEffect | undefined {
  if (!answer?.id) return undefined;
  const { before, startedAt, ...row } = answer;
  return { row, interrupted: before === 'running', clockAheadMs: startedAt.getTime() - Date.now() };
}
