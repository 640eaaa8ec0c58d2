import { sql } from 'kysely';
import { marksOf } from './approval-changes.ts';
import { type Claim, type ClaimedAnswer, type ClaimedEffect, claimedOf, claimParts } from './claim-effect.ts';
import type { InstanceChange, Store } from './instances.ts';
import { jsonText } from './json-text.ts';

/** An effect that was carried out, and what its instance makes of that. */
export interface EndedEffect {
  claim: Claim;
  instance: { id: string; revision: number };
  /** What the instance writes; null when it has nothing to change. New effects are not written here. */
  change: Omit<InstanceChange, 'isNew' | 'effects' | 'shadow'> | null;
  now: Date;
  /** Whether to take the next effect of the instance. */
  goesOn: boolean;
}

/** What came of it: the effect that was taken next, if one was due. */
export interface Ending {
  next: ClaimedEffect | undefined;
}

/**
 * Ends effects of different instances as done, writes what each instance decided, and takes its next effect: one
 * statement, one commit. What was decided holds for the revision it was decided on alone. The parts wait for each
 * other: instances are locked first, as by everybody else; who is locked already is left out, for whoever holds one
 * may be waiting for another of these.
 *
 * @returns for each in its place undefined when nothing was written: the instance is busy or has moved on, or the
 *   effect is not ours any more
 */
export async function endEffects(
  store: Store,
  ends: readonly EndedEffect[],
): Promise<(Ending | undefined)[]> {
  const instanceIds = ends.map(({ instance }) => instance.id);
  const effectIds = ends.map(({ claim }) => claim.id);
  const answer = await sql<ClaimedAnswer & { endedId: string }>`
    with asked as (
      select * from jsonb_to_recordset(${jsonText(ends.map(askedOf))}::jsonb) as asked ("effectId" uuid,
        attempts integer, "instanceId" uuid, revision integer, "goesOn" boolean, now timestamptz, change jsonb)),
    held as (
      select instances.id from instances join asked
        on asked."instanceId" = instances.id and asked.revision = instances.revision
      where instances.id = any(${instanceIds}::uuid[]) for update of instances skip locked),
    ended as (
      update effects set state = 'done', problem = null, finished_at = clock_timestamp()
      from asked join held on held.id = asked."instanceId"
      where effects.id = any(${effectIds}::uuid[]) and effects.id = asked."effectId"
        and effects.state = 'running' and effects.attempts = asked.attempts
      returning effects.id, effects.instance_id),
    ${changeParts(instanceIds)}${ends.some(({ change }) => change?.announces) ? markPart : sql``},
    wanted as (
      select ended.instance_id, ended.id as ended from ended join asked on asked."effectId" = ended.id
      where asked."goesOn"),
    ${claimParts}
    select ended.id as "endedId", claimed.* from ended left join claimed on claimed."instanceId" = ended.instance_id`.execute(
    store,
  );
  const answers = new Map(answer.rows.map(({ endedId, ...row }) => [endedId, row]));
  return effectIds.map((id) => {
    const row = answers.get(id);
    return row && { next: claimedOf(row) };
  });
}

/** What the instances of the ended effects write. */
const changeParts = (instanceIds: readonly string[]) => sql`
    changed as (
      select asked."instanceId", asked.now, asked.revision + 1 as revision, change.*
      from asked join ended on ended.id = asked."effectId", jsonb_to_record(asked.change) as change (company text,
        version integer, step text, state jsonb, search text, links jsonb, timers jsonb, line jsonb, announces boolean)
      where asked.change is not null),
    written as (
      update instances set version = changed.version, revision = changed.revision, step = changed.step,
        state = changed.state, search = coalesce(to_tsvector('simple', changed.search), instances.search),
        updated_at = changed.now
      from changed where instances.id = any(${instanceIds}::uuid[]) and instances.id = changed."instanceId"),
    new_links as (
      insert into links (company, kind, value, instance_id)
      select company, link.kind, link.value, "instanceId"
      from changed, jsonb_to_recordset(changed.links) as link (kind text, value text)
      order by company, link.kind, link.value on conflict do nothing),
    started_timers as (
      insert into timers (instance_id, name, due_at)
      select "instanceId", timer.name, timer."dueAt"
      from changed, jsonb_to_recordset(changed.timers) as timer (name text, "dueAt" timestamptz)
      on conflict (instance_id, name) do update set due_at = excluded.due_at),
    lines as (
      insert into journal (instance_id, revision, at, event, outcome, reason, step_before, step_after, request_id)
      select "instanceId", line.revision, line.at, line.event, line.outcome, line.reason, line."stepBefore",
        line."stepAfter", line."requestId"
      from changed, jsonb_to_record(changed.line) as line (revision integer, at timestamptz, event jsonb,
        outcome text, reason jsonb, "stepBefore" text, "stepAfter" text, "requestId" text)
      where changed.line is not null)`;

/** For those whose company is followed in Slack. */
const markPart = sql`,
    marks as (${marksOf(sql`
      select "instanceId", company from changed where changed.announces order by "instanceId"`)})`;

function askedOf({ claim, instance, change, now, goesOn }: EndedEffect) {
  return {
    effectId: claim.id,
    attempts: claim.attempts,
    instanceId: instance.id,
    revision: instance.revision,
    goesOn,
    now,
    change: change && {
      ...change.instance,
      links: change.links,
      timers: change.timers,
      line: change.line ?? null,
      announces: change.announces ?? false,
    },
  };
}
