import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { newConversion } from '#core/processes/customer-conversion/new-conversion.ts';
import { createPreviewedDeals } from '#sync/http/previewed-deals.ts';
import { writeInstance } from '#sync/store/instances.ts';
import { aServedCompany, fittingSettings } from '../../kit/configuration-doors.ts';
import { dealFacts } from '../../kit/conversion-samples.ts';
import { storeStage } from '../../kit/test-store.ts';

const stage = storeStage();
const company = aServedCompany({
  ...fittingSettings,
  conversion: {
    documentationUrl: 'https://docs.example.org/guide',
    documents: [{ fr: 'Le plan', en: 'The plan' }],
  },
});
const [, sales] = company.staff;
if (!sales) throw new Error('The company has no sales team.');
const caller = { company, staff: sales, language: 'fr', mayConfigure: true } as const;
const deals = () => createPreviewedDeals(stage.db);
const person = { id: 5, name: 'Dominique Bourg', emails: ['dominique@bourg.example.org'], phone: null };

async function written(
  process: string,
  { dealId, search = '' }: { dealId: number; search?: string },
  more: object,
) {
  const id = randomUUID();
  const kind = process === 'account-request' ? 'deal' : 'conversion-deal';
  const version = process === 'account-request' ? 3 : 1;
  const state = { ...more, dealId, person, organization: { id: 9, name: 'Commune de Bourg' } };
  const instance = { id, company: company.id, process, version, revision: 1, step: 'pending', search };
  const links = [{ kind, value: String(dealId) }];
  await writeInstance(
    stage.db,
    { instance: { ...instance, state }, isNew: true, links, effects: [], timers: [] },
    new Date(),
  );
  return id;
}

const requestState = {
  ...{ step: 'pending', otherDealIds: [], duplicates: [], submittedDealIds: [], submittedAt: '2026-11-02' },
  ...{
    source: 'form',
    account: null,
    lookUpCount: 0,
    verdict: 'unknown',
    verdictReasons: [],
    priority: null,
  },
  ...{
    callAsked: false,
    proposal: null,
    decision: null,
    pastDecisions: [],
    decisionCount: 0,
    evidence: null,
  },
  ...{ withdrawnBecause: null, conversations: [], toldCount: 0, documents: [], activationSentAgainAt: null },
  ...{ renewalCount: 0, ownerId: 11 },
};
const promise = {
  ...{ number: 1, kind: 'use-cases', text: 'Retour : Bourg', madeAt: '2026-11-02T09:00:00Z' },
  ...{
    dueOn: '2026-11-17',
    isAnnounced: true,
    ownerId: 21,
    state: 'open',
    endedAt: null,
    endedBecause: null,
  },
  ...{ movedCount: 0, remindedAt: null, escalatedAt: null, activityType: 'call', activityId: null },
  withoutActivity: null,
};
const begunAt = { now: '2026-11-02T09:00:00.000Z', company };
const conversionState = {
  ...newConversion(dealFacts(), begunAt),
  ...{ step: 'collecting', title: 'Bourg en ligne', goLiveOn: '2026-12-01' },
  place: { pipelineId: 1, stageId: 10, status: 'open', ownerId: 21 },
  ...{ promises: [promise], promiseCount: 1, nextDueOn: '2026-11-17' },
};

it('lists each deal once, by the words of it', async () => {
  await written(
    'account-request',
    { dealId: 41, search: 'bourg' },
    { ...requestState, dealTitle: 'Demande' },
  );
  await written('customer-conversion', { dealId: 41, search: 'bourg' }, conversionState);
  await written('account-request', { dealId: 42, search: 'ville' }, { ...requestState, dealTitle: null });
  expect(await deals().list(caller, '')).toEqual([
    { dealId: 41, title: 'Bourg en ligne' },
    { dealId: 42, title: 'Dominique Bourg' },
  ]);
  expect(await deals().list(caller, 'Vil')).toEqual([{ dealId: 42, title: 'Dominique Bourg' }]);
});

it('says what conversion and request know of a deal, in the language of the mail', async () => {
  expect(await deals().valuesOf(caller, 41, 'fr')).toMatchObject({
    personName: 'Dominique Bourg',
    organizationName: 'Commune de Bourg',
    ownerName: 'Équipe vente',
    dealTitle: 'Bourg en ligne',
    documentationUrl: 'https://docs.example.org/guide',
    documents: '- Le plan',
    answerBy: '17 novembre 2026',
    goLiveOn: '1 décembre 2026',
  });
  expect(await deals().valuesOf(caller, 41, 'en')).toMatchObject({ answerBy: 'November 17, 2026' });
  expect(await deals().valuesOf(caller, 4100, 'fr')).toBeUndefined();
});

it('leaves the signature to the example as long as a robot holds the deal', async () => {
  expect(await deals().valuesOf(caller, 42, 'fr')).not.toHaveProperty('ownerName');
});

it('keeps deals from people who may not see them', async () => {
  const id = await written('customer-conversion', { dealId: 43 }, { ...conversionState, title: 'Secret' });
  await sql`
    with kept as (insert into audiences (company, key, everybody, staff_ids)
      values (${company.id}, 'others', false, array[99]::bigint[]) returning id)
    update instances set audience_id = kept.id from kept where instances.id = ${id}`.execute(stage.db);
  expect(await deals().list(caller, '')).not.toContainEqual(expect.objectContaining({ dealId: 43 }));
  expect(await deals().valuesOf(caller, 43, 'fr')).toBeUndefined();
});
