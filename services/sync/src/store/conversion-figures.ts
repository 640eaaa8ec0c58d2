import { sql } from 'kysely';
import type { ConversionStep, UseCaseState } from '#core/model/conversion.ts';
import type { Store } from './instances.ts';
import { leavingOut } from './visibility.ts';

/** Which conversions figures are about: those that began in a time. Instants are ISO 8601. */
export interface WantedFigures {
  company: string;
  since: string;
  /** The first instant that does not count any more. */
  before: string;
  /** Pipedrive id of who holds the deal; null = anybody. */
  ownerId: number | null;
  hidden: readonly number[];
}

const secondsPerDay = 86_400;

const ownedBy = (ownerId: number | null) => (ownerId === null ? sql`` : sql`and deal_owner_id = ${ownerId}`);

/** Those that began in the time. Nobody is followed before they began: what was stored earlier is not even read. */
const begun = ({ company, since, before, ownerId, hidden }: WantedFigures) => sql`
  company = ${company} and process = 'customer-conversion' and created_at >= ${since}::timestamptz
  and (instances.state ->> 'startedAt')::timestamptz >= ${since}::timestamptz
  and (instances.state ->> 'startedAt')::timestamptz < ${before}::timestamptz ${ownedBy(ownerId)} ${leavingOut(hidden)}`;

export interface ReachedStep {
  step: ConversionStep;
  reached: number;
  /** Days until the next step was reached, of those that left it; null: nobody did. */
  medianDays: number | null;
  ninetiethDays: number | null;
}

/** How many began, and how far they came. */
export async function reachedSteps(
  store: Store,
  wanted: WantedFigures,
): Promise<{ started: number; steps: ReachedStep[] }> {
  const found = await sql<ReachedStep | { step: null; reached: number }>`
    with begun as (select id, state -> 'reachedAt' as reached_at from instances where ${begun(wanted)}),
    stay as (
      select key as step, extract(epoch from
        lead(value::timestamptz) over (partition by id order by value::timestamptz) - value::timestamptz)
        / ${secondsPerDay} as days
      from begun cross join lateral jsonb_each_text(reached_at))
    select step, count(*)::int as reached,
      percentile_cont(0.5) within group (order by days) as "medianDays",
      percentile_cont(0.9) within group (order by days) as "ninetiethDays"
    from stay group by step
    union all select null, count(*)::int, null, null from begun`.execute(store);
  const started = found.rows.find(({ step }) => step === null)?.reached ?? 0;
  return { started, steps: found.rows.filter((row): row is ReachedStep => row.step !== null) };
}

/** How many promises of them ended how. @param today in the company's time zone */
export async function promiseFigures(
  store: Store,
  wanted: WantedFigures,
  today: string,
): Promise<{ kept: number; late: number; open: number; moot: number }> {
  const found = await sql<{ what: 'kept' | 'late' | 'open' | 'moot'; count: number }>`
    select case when promise.state = 'open' and promise."dueOn" < ${today} then 'late' else promise.state end as what,
      count(*)::int as count
    from instances cross join lateral jsonb_to_recordset(instances.state -> 'promises') as promise
      (state text, "dueOn" text)
    where ${begun(wanted)} group by 1`.execute(store);
  const counts = new Map(found.rows.map(({ what, count }) => [what, count]));
  const countOf = (what: 'kept' | 'late' | 'open' | 'moot') => counts.get(what) ?? 0;
  return { kept: countOf('kept'), late: countOf('late'), open: countOf('open'), moot: countOf('moot') };
}

/** How many uses of all who are not over are how far now, whenever they began. */
export async function figuresOfUses(
  store: Store,
  { company, ownerId, hidden }: Omit<WantedFigures, 'since' | 'before'>,
): Promise<Map<UseCaseState, number>> {
  const found = await sql<{ state: UseCaseState; count: number }>`
    select "useCase".state, count(*)::int as count
    from instances cross join lateral jsonb_to_recordset(instances.state -> 'useCases') as "useCase" (state text)
    where company = ${company} and process = 'customer-conversion' and step <> 'ended'
      ${ownedBy(ownerId)} ${leavingOut(hidden)} group by 1`.execute(store);
  return new Map(found.rows.map(({ state, count }) => [state, count]));
}

/** Those who were in a version of a rule. */
export interface MemberFigures {
  rule: string;
  version: number;
  active: number;
  finished: number;
  stopped: number;
}

/** What became of a step of a version. */
export interface MemberStepFigures {
  rule: string;
  version: number;
  position: number;
  done: number;
  keptBack: number;
  /** Clients who replied, and had got this step last. */
  repliedAfter: number;
}

/** The follow-ups of those who began in the time, and what became of each step. */
export async function followUpFigures(
  store: Store,
  wanted: WantedFigures,
): Promise<{ members: MemberFigures[]; steps: MemberStepFigures[] }> {
  const membership = sql`
    select membership.* from instances cross join lateral jsonb_to_recordset(instances.state -> 'memberships')
      as membership (rule text, version int, state text, "stoppedBecause" jsonb, done jsonb)
    where ${begun(wanted)}`;
  const members = await sql<MemberFigures>`
    select rule, version, count(*) filter (where state = 'active')::int as active,
      count(*) filter (where state = 'finished')::int as finished,
      count(*) filter (where state = 'stopped')::int as stopped
    from (${membership}) as each group by rule, version`.execute(store);
  const steps = await sql<MemberStepFigures>`
    select rule, version, step.position, count(*) filter (where step.outcome in ('sent', 'made'))::int as done,
      count(*) filter (where step.outcome = 'kept-back')::int as "keptBack",
      count(*) filter (where "stoppedBecause" ->> 'key' = 'reply' and step.outcome in ('sent', 'made')
        and step.position = last)::int as "repliedAfter"
    from (${membership}) as each cross join lateral (
      select *, max(position) filter (where outcome in ('sent', 'made')) over () as last
      from jsonb_to_recordset(done) as step (position int, outcome text)) as step
    group by rule, version, step.position`.execute(store);
  return { members: members.rows, steps: steps.rows };
}
