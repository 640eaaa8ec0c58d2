import { sql } from 'kysely';
import { searchWords } from '#core/kernel/search-words.ts';
import { ConversionStep } from '#core/model/conversion.ts';
import { organizationKey } from '#core/processes/submission/describe.ts';
import type { InstanceRow, Store } from './instances.ts';
import { jsonText } from './json-text.ts';
import { stepOrder } from './request-list.ts';
import { isHiddenFrom } from './visibility.ts';

/** What a suspect is looked for by; null: nothing of the kind. */
export interface SuspectTraces {
  email: string | null;
  /** Of the company alone: none of a free provider. */
  domain: string | null;
  organizationName: string | null;
  organizationId: number | null;
  personId: number | null;
  siren: string | null;
}

/** So many of each kind are looked at. */
const perKindMax = 10;

/** Something of ours that has a trace in common: a conversion, an account request, a submission. */
export type TracedRow = InstanceRow & { trace: 'link' | 'name' | 'domain' };

/**
 * Conversions, account requests and submissions of a company that have something in common with a suspect, as far as
 * the staff member may see them; each once, conversions first, the newest of each first.
 */
export async function tracedInstances(
  store: Store,
  company: string,
  traces: SuspectTraces,
  staffId: number,
): Promise<TracedRow[]> {
  const found = await sql<TracedRow>`
    with traced as (
      (select instance_id as id, 1 as rank from links join jsonb_to_recordset(${jsonText(linksOf(traces))}::jsonb)
          as wanted (kind text, value text) using (kind, value)
        where links.company = ${company} limit ${5 * perKindMax})
      union all (${namedLike(company, traces)} limit ${perKindMax})
      union all (${ofDomain(company, traces)} limit ${perKindMax}))
    select instances.id, company, process, version, revision, step, state, created_at as "createdAt",
      case min(rank) when 1 then 'link' when 2 then 'name' else 'domain' end as trace
    from traced join instances using (id)
    where company = ${company} and not ${isHiddenFrom(staffId)}
    group by instances.id
    order by process <> 'customer-conversion', min(rank), created_at desc, instances.id`.execute(store);
  return found.rows;
}

function linksOf({ email, organizationName, organizationId, personId, siren }: SuspectTraces) {
  const named = organizationName === null ? null : organizationKey(organizationName);
  const links: [string, string | number | null][] = [
    ['conversion-email', email],
    ['email', email],
    ['submitted-email', email],
    ['conversion-organization', organizationId],
    ['organization', organizationId],
    ['submitted-organization', named],
    ['conversion-person', personId],
    ['person', personId],
    ['conversion-siren', siren],
    ['submitted-siren', siren],
  ];
  return links.flatMap(([kind, value]) => (value === null ? [] : [{ kind, value: String(value) }]));
}

/** Conversions and requests of an organization of this name, without accents and case as lists are sorted (0004). */
function namedLike(company: string, { organizationName }: SuspectTraces) {
  const name = organizationName?.trim() ?? '';
  return sql`
    select id, 2 as rank from instances
    where company = ${company} and process in ('customer-conversion', 'account-request') and ${name !== ''}::boolean
      and step = any (${steps}::text[]) and sort_organization = left(replace(replace(lower(regexp_replace(
        normalize(${name}::text, NFKD), '[\u0300-\u036f]', '', 'g')), 'œ', 'oe'), 'æ', 'ae'), 100)
    order by created_at desc`;
}

const steps = [...new Set<string>([...ConversionStep.options, ...stepOrder])];

/** Instances in which the words of a domain stand one after the other; whether it is one is for the reader to say. */
function ofDomain(company: string, { domain }: SuspectTraces) {
  const words = domain === null ? [] : searchWords([domain]).split(' ').filter(Boolean);
  return sql`
    select id, 3 as rank from instances
    where company = ${company} and ${words.length > 0}::boolean
      and search @@ to_tsquery('simple', ${words.join(' <-> ')})
    order by created_at desc`;
}

/** Names of records of the CRM as far as they are known here. */
export async function recordNames(
  store: Store,
  company: string,
  entity: 'person' | 'organization',
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const found = await sql<{ id: number; name: string | null }>`
    select id, record ->> 'name' as name from crm_records
    where company = ${company} and entity = ${entity} and id = any (${[...ids]}::bigint[]) and not deleted`.execute(
    store,
  );
  return new Map(found.rows.flatMap(({ id, name }) => (name === null ? [] : [[Number(id), name] as const])));
}
