import { StaffMember } from '#core/model/staff-member.ts';
import type { CrmChange } from '../connectors/pipedrive/translate.ts';
import { translateWebhook } from '../connectors/pipedrive/translate.ts';
import type { CompanyOf } from '../engine/advance.ts';
import { answeredInstant, toldInstant } from '../store/crm-records.ts';
import type { DeliveryRow } from '../store/deliveries.ts';
import type { Store } from '../store/instances.ts';
import { applyCrmChange, type RecordChange } from './apply-crm-change.ts';
import { routeActivity } from './conversions/route-activity.ts';
import { keepStrangers } from './keep-strangers.ts';
import type { Routed } from './route-deliveries.ts';

/** What routing a webhook of Pipedrive needs besides the store. */
export interface PipedriveRouting {
  companyOf: CompanyOf;
  /** Somebody of the team changed; kept in the transaction of the delivery. */
  staffChanged(companyId: string, member: StaffMember, store: Store): Promise<void>;
}

/** A webhook of Pipedrive becomes facts for the requests it concerns. */
export async function routePipedrive(
  { companyOf, staffChanged }: PipedriveRouting,
  store: Store,
  delivery: DeliveryRow,
  following: readonly DeliveryRow[],
): Promise<Routed> {
  const change = translated(delivery);
  if (change.entity === 'user') {
    const member = StaffMember.safeParse(change.record);
    if (member.success) await staffChanged(delivery.company, member.data, store);
    return { state: 'routed', reason: null, advanced: [] };
  }
  if (change.entity === 'other')
    return ignored('Not a person, deal, organization, user or activity with an id.');
  if (change.record === null && change.action !== 'delete') return ignored('The record could not be read.');
  const { entity } = change;
  if (entity === 'activity')
    return routeActivity(companyOf, store, delivery.company, change, instantOf(change));
  const { advanced, isToldWithNext } = await applyCrmChange(
    store,
    companyOf,
    delivery.company,
    recordChangeOf({ ...change, entity }),
    personToldNext(change, following),
  );
  if (isToldWithNext) return { state: 'routed', reason: 'Told together with the next one.', advanced };
  if (advanced.some(({ outcome }) => outcome === 'advanced'))
    return { state: 'routed', reason: null, advanced };
  return { ...nothingNew, advanced };
}

/** A delivery is read by who passes over strangers, by who routes the one before it, and by who routes it. */
const readLately = new Map<string, CrmChange>();
const readLatelyMax = 300;
const rememberedLengthMax = 10_000;

function translated({ body }: DeliveryRow): CrmChange {
  const known = readLately.get(body);
  if (known) return known;
  const change = translateWebhook(JSON.parse(body));
  if (body.length <= rememberedLengthMax) readLately.set(body, change);
  const [oldest] = readLately.keys();
  if (readLately.size > readLatelyMax && oldest !== undefined) readLately.delete(oldest);
  return change;
}

/**
 * Whose requests the next change of the subject is told to. Two records of a submission, a person and their deal, come
 * one right after the other: they are told once, together. Two changes of one record are two: what happened in between
 * may have been somebody's word.
 */
function personToldNext(change: CrmChange, following: readonly DeliveryRow[]): number | undefined {
  const [next, ...later] = following.map(translated);
  const isOfTheSame = ({ entity, id }: CrmChange) => entity === change.entity && id === change.id;
  if (!next?.record || next.mergedToId !== null || [next, ...later].some(isOfTheSame)) return undefined;
  if (next.entity === 'person') return next.id;
  const { record } = next;
  return next.entity === 'deal' && 'personId' in record ? (record.personId ?? undefined) : undefined;
}

/** Keeps in one round trip what changes about strangers: see `keepStrangers`. */
export async function passOverPipedrive(
  { companyOf }: PipedriveRouting,
  store: Store,
  deliveries: readonly DeliveryRow[],
): Promise<Map<number, Routed>> {
  const told = deliveries.flatMap((delivery) => {
    const { id, company, subject } = delivery;
    const { entity, ...change } = translated(delivery);
    const follows = entity === 'person' || entity === 'deal' || entity === 'organization';
    return follows ? [{ id, company, subject, change: recordChangeOf({ ...change, entity }) }] : [];
  });
  const kept = await keepStrangers(store, companyOf, told);
  return new Map(kept.map((id) => [id, nothingNew]));
}

const nothingNew: Routed = { state: 'ignored', reason: 'Nothing new for any request.', advanced: [] };

function recordChangeOf(change: CrmChange & { entity: RecordChange['entity'] }): RecordChange {
  const changedAt = instantOf(change);
  const { permittedStaffIds: staffIds, visibleTo, occurredAt } = change;
  return {
    entity: change.entity,
    id: change.id,
    record: change.record as RecordChange['record'],
    changedAt,
    mergedToId: change.mergedToId,
    byStaffId: change.byStaffId,
    source: 'pipedrive',
    permitted: staffIds && { staffIds, at: occurredAt ?? changedAt, visibleTo },
  };
}

function instantOf({ changedAt, occurredAt, action }: CrmChange): string {
  const fallback = occurredAt ?? new Date().toISOString();
  // Nothing comes after a deletion.
  if (action === 'delete') return answeredInstant(changedAt ?? fallback);
  return toldInstant(changedAt ?? fallback, occurredAt, action === 'create');
}

function ignored(reason: string): Routed {
  return { state: 'ignored', reason, advanced: [] };
}
