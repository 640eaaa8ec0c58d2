import type { Deal } from '#core/model/deal.ts';
import { readAccountRequest } from '#core/processes/account-request/state.ts';
import { personsOfOrganization } from '../store/crm-facts.ts';
import type { KnownRecord } from '../store/crm-records.ts';
import type { Store } from '../store/instances.ts';
import { linkedInstances } from '../store/links.ts';
import type { RecordChange } from './apply-crm-change.ts';

/** The persons whose requests a change may concern, each once, by their Pipedrive ids; `before` is what was known of the record. */
export async function concernedPersons(
  store: Store,
  company: string,
  { entity, id, record, mergedToId }: RecordChange,
  before: KnownRecord | undefined,
): Promise<number[]> {
  if (entity === 'person') return [mergedToId ?? id];
  if (entity === 'deal') {
    const now = record && 'personId' in record ? record.personId : null;
    const earlier = (before?.record as Deal | undefined)?.personId ?? null;
    return inOrder([now, earlier].filter((personId) => personId !== null));
  }
  const rows = await linkedInstances(store, company, 'organization', [String(id)]);
  // Whether somebody of it is known already may have waited for its name: see `joinOrStart`.
  const waiting = before === undefined ? await personsOfOrganization(store, company, id) : [];
  return inOrder([...waiting, ...rows.map((row) => readAccountRequest(row.state, row.version).person.id)]);
}

/** Each once, and always in the same order: whoever locks them all waits for nobody in a circle. */
function inOrder(personIds: readonly number[]): number[] {
  return [...new Set(personIds)].toSorted((a, b) => a - b);
}
