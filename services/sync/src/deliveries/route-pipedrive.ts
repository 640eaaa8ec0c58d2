import { StaffMember } from '#core/model/staff-member.ts';
import type { CrmChange } from '../connectors/pipedrive/translate.ts';
import { translateWebhook } from '../connectors/pipedrive/translate.ts';
import type { CompanyOf } from '../engine/advance.ts';
import { answeredInstant, toldInstant } from '../store/crm-records.ts';
import type { DeliveryRow } from '../store/deliveries.ts';
import type { Store } from '../store/instances.ts';
import { applyCrmChange, type RecordChange } from './apply-crm-change.ts';
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
): Promise<Routed> {
  const change = translateWebhook(JSON.parse(delivery.body));
  if (change.entity === 'user') {
    const member = StaffMember.safeParse(change.record);
    if (member.success) await staffChanged(delivery.company, member.data, store);
    return { state: 'routed', reason: null, advanced: [] };
  }
  if (change.entity === 'other') return ignored('Not a person, deal, organization or user with an id.');
  if (change.record === null && change.action !== 'delete') return ignored('The record could not be read.');
  const { entity } = change;
  const { advanced } = await applyCrmChange(
    store,
    companyOf,
    delivery.company,
    recordChangeOf({ ...change, entity }),
  );
  if (advanced.some(({ outcome }) => outcome === 'advanced'))
    return { state: 'routed', reason: null, advanced };
  return { ...nothingNew, advanced };
}

/** Keeps in one round trip what changes about strangers: see `keepStrangers`. */
export async function passOverPipedrive(
  { companyOf }: PipedriveRouting,
  store: Store,
  deliveries: readonly DeliveryRow[],
): Promise<Map<number, Routed>> {
  const told = deliveries.flatMap(({ id, company, subject, body }) => {
    const { entity, ...change } = translateWebhook(JSON.parse(body));
    const follows = entity === 'person' || entity === 'deal' || entity === 'organization';
    return follows ? [{ id, company, subject, change: recordChangeOf({ ...change, entity }) }] : [];
  });
  const kept = await keepStrangers(store, companyOf, told);
  return new Map(kept.map((id) => [id, nothingNew]));
}

const nothingNew: Routed = { state: 'ignored', reason: 'Nothing new for any request.', advanced: [] };

function recordChangeOf(change: CrmChange & { entity: RecordChange['entity'] }): RecordChange {
  const changedAt = instantOf(change);
  const { permittedStaffIds: staffIds, occurredAt } = change;
  return {
    entity: change.entity,
    id: change.id,
    record: change.record as Exclude<CrmChange['record'], StaffMember>,
    changedAt,
    mergedToId: change.mergedToId,
    source: 'pipedrive',
    permitted: staffIds && { staffIds, at: occurredAt ?? changedAt },
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
