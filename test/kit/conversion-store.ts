import type { Activity } from '#core/model/activity.ts';
import type { Deal } from '#core/model/deal.ts';
import type { Organization } from '#core/model/organization.ts';
import type { Person } from '#core/model/person.ts';
import { type Conversion, readConversion } from '#core/processes/customer-conversion/state.ts';
import { applyCrmChange, type RecordChange } from '#sync/deliveries/apply-crm-change.ts';
import { linkedInstances } from '#sync/store/links.ts';
import { aCompany, aDeal, aPerson, sales } from './account-request-samples.ts';
import type { StoreStage } from './test-store.ts';

/** The company of the samples, where customers are followed. */
export const following = aCompany({
  conversion: { enabled: true },
  stages: { identified: 'Potentiels identifiés', documented: 'Doc envoyée', accountCreated: 'Compte créé' },
});

/** A deal of a colleague in the first stage of the pipeline of suspects. */
export function aSuspectsDeal(overrides: Partial<Deal> = {}): Deal {
  return aDeal({ ownerId: sales, pipelineId: 2, stageId: 3, ...overrides });
}

/** The person of such a deal: a colleague's. */
export function aClient(overrides: Partial<Person> = {}): Person {
  return aPerson({ ownerId: sales, ...overrides });
}

/** An open call of a deal. */
export function anActivity(overrides: Partial<Activity> = {}): Activity {
  return {
    ...{ id: 44, subject: 'Appel', type: 'call', done: false, dueOn: '2026-11-23', dealId: 90, personId: 70 },
    ...{ ownerId: sales, updatedAt: '2026-11-20T09:00:00Z', doneAt: null },
    ...overrides,
  };
}

let seconds = 0;
/** Instants that grow with each call. */
export function nextInstant(): string {
  return new Date(Date.UTC(2026, 10, 20, 9, 0, seconds++)).toISOString();
}

/** What a CRM tells a store, and what became of it. */
export function crmOn(stage: StoreStage, company = following) {
  const tell = (entity: RecordChange['entity'], record: { id: number }, more: Partial<RecordChange> = {}) =>
    stage.db.transaction().execute((store) =>
      applyCrmChange(store, () => company, company.id, {
        ...{ entity, id: record.id, record: record as RecordChange['record'], changedAt: nextInstant() },
        ...{ mergedToId: null, source: 'pipedrive' },
        ...more,
      }),
    );
  const conversionsOf = async (dealId: number): Promise<(Conversion & { id: string })[]> => {
    const rows = await linkedInstances(stage.db, company.id, 'conversion-deal', [String(dealId)]);
    return rows.map(({ id, state, version }) => ({ id, ...readConversion(state, version) }));
  };
  return {
    deal: (deal: Deal, more?: Partial<RecordChange>) => tell('deal', deal, more),
    person: (person: Person, more?: Partial<RecordChange>) => tell('person', person, more),
    organization: (organization: Organization) => tell('organization', organization),
    conversionsOf,
    conversionOf: async (dealId: number) => (await conversionsOf(dealId))[0],
  };
}
