import { type Company, isRobotOwner } from '#core/company.ts';
import { isFollowedPipeline } from '#core/processes/customer-conversion/places.ts';
import type { CompanyOf } from '../engine/advance.ts';
import { readStandings, type Standings } from '../store/crm-facts.ts';
import { type CrmRecord, keepCrmRecords } from '../store/crm-records.ts';
import type { Store } from '../store/instances.ts';
import type { RecordChange } from './apply-crm-change.ts';
import { subjectOf } from './subject.ts';
import { toldAudience } from './told-audience.ts';

/** A delivery of a lot and the change it tells. */
export interface ToldChange {
  /** Of the delivery. */
  id: number;
  company: string;
  subject: string;
  change: RecordChange;
}

/** Whose change it is, by the record itself; undefined when that takes a closer look. */
interface OfPerson {
  told: ToldChange;
  personId: number;
  kept: CrmRecord;
}

/**
 * Most changes are about people no request is about, whose owner is a colleague and whom nobody follows as a client. Those of a lot are kept together, so
 * that a mass import in the CRM costs little. Who calls holds the locks of the subjects: nobody makes a request of
 * them meanwhile.
 *
 * @returns the deliveries that are done with
 */
export async function keepStrangers(
  store: Store,
  companyOf: CompanyOf,
  lot: readonly ToldChange[],
): Promise<number[]> {
  const done: number[] = [];
  for (const company of new Set(lot.map((told) => told.company))) {
    const known = companyOf(company);
    const clear = lot.flatMap((told) => (told.company === company ? ofPerson(told, known) : []));
    const personIds = clear.map(({ personId }) => personId);
    const dealIds = clear.flatMap(({ kept }) => (kept.entity === 'deal' ? [kept.id] : []));
    const followed = known.settings.conversion.enabled;
    const standings = await readStandings(store, company, { personIds, dealIds, followed });
    const strangers = strangersAmong(known, standings, lot, clear);
    const kept = strangers.map((stranger) => stranger.kept);
    await keepCrmRecords(store, company, kept);
    done.push(...strangers.map(({ told }) => told.id));
  }
  return done;
}

/** A change of a person, or of a deal, under that person's lock. */
function ofPerson(told: ToldChange, company: Company): OfPerson[] {
  const { entity, id, record, changedAt, mergedToId, permitted } = told.change;
  if (record === null || mergedToId !== null) return [];
  const personId = entity === 'person' ? id : 'personId' in record ? record.personId : null;
  if (personId === null || told.subject !== subjectOf(told.company, personId, '')) return [];
  const audience = toldAudience(company, permitted);
  return [{ told, personId, kept: { entity, id, record, deleted: false, changedAt, told: audience } }];
}

/** Everything the lot tells of a person is told in order: one change that concerns a request keeps the others back. */
function strangersAmong(
  company: Company,
  { linked, followedDeals, owners, dealPersons }: Standings,
  lot: readonly ToldChange[],
  clear: readonly OfPerson[],
): OfPerson[] {
  const follows = company.settings.conversion.enabled;
  const isNews = ({ personId, kept: { entity, id, record } }: OfPerson) =>
    linked.has(personId) ||
    (follows && 'pipelineId' in record && isFollowedPipeline(record.pipelineId, company)) ||
    isRobotOwner(company, owners.get(personId) ?? null) ||
    (entity === 'person' && 'ownerId' in record && isRobotOwner(company, record.ownerId)) ||
    (entity === 'deal' && (followedDeals.has(id) || (dealPersons.get(id) ?? personId) !== personId));
  const clearIds = new Set(clear.map(({ told }) => told.id));
  const concerned = new Set([
    ...lot.filter(({ id }) => !clearIds.has(id)).map(({ subject }) => subject),
    ...clear.filter(isNews).map(({ told }) => told.subject),
  ]);
  return clear.filter(({ told }) => !concerned.has(told.subject));
}
