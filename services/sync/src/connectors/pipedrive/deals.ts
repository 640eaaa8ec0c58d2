import type { Calls } from './calls.ts';
import { orNullWhenMissing } from './calls.ts';
import { given, wholeSeconds } from './given.ts';
import { byCursor, pageSize } from './paging.ts';
import type { DealFilter, DealUpdate, NewDeal, Pipedrive } from './port.ts';
import { Anything, cursorPageOf, DealRecord, exactlyOneOf, oneOf } from './schema.ts';
import type { PipedriveApis } from './sdk.ts';
import { toDeal } from './translate-records.ts';

type DealCalls = Pick<
  Pipedrive,
  'getDeal' | 'updateDeal' | 'createDeal' | 'deleteDeal' | 'mergeDeals' | 'listDeals'
>;

/** The calls about deals; merging exists in v1 alone (pipedrive.md 2.12). */
export function dealCalls({ deals, dealsV1 }: PipedriveApis, calls: Calls): DealCalls {
  return {
    async getDeal(id) {
      const found = calls.run('getDeal', () => deals.getDeal({ id }), oneOf(DealRecord));
      const body = await orNullWhenMissing(found);
      return body?.data ? toDeal(body.data) : null;
    },
    async updateDeal(id, update) {
      const body = { id, UpdateDealRequest: updateBody(update) };
      const { data } = await calls.run('updateDeal', () => deals.updateDeal(body), exactlyOneOf(DealRecord));
      return toDeal(data);
    },
    async createDeal(deal) {
      const body = { AddDealRequest: newBody(deal) };
      const { data } = await calls.run('addDeal', () => deals.addDeal(body), exactlyOneOf(DealRecord));
      return toDeal(data);
    },
    async deleteDeal(id) {
      await orNullWhenMissing(calls.run('deleteDeal', () => deals.deleteDeal({ id }), Anything));
    },
    async mergeDeals(id, intoId) {
      const body = { id, MergeDealsRequest: { merge_with_id: intoId } };
      await calls.run('mergeDeals', () => dealsV1.mergeDeals(body), Anything);
    },
    async *listDeals(filter) {
      const query = dealQuery(filter);
      const pages = byCursor((cursor) =>
        calls.run('getDeals', () => deals.getDeals(given({ ...query, cursor })), cursorPageOf(DealRecord)),
      );
      for await (const page of pages) yield page.map(toDeal);
    },
  };
}

/** What a change of a deal sends. */
export function updateBody(update: DealUpdate) {
  return given({
    owner_id: update.ownerId,
    pipeline_id: update.pipelineId,
    stage_id: update.stageId,
    status: update.status,
    lost_reason: update.lostReason,
  });
}

/** What a new deal sends. */
export function newBody(deal: NewDeal) {
  const links = given({
    org_id: deal.organizationId,
    owner_id: deal.ownerId,
    pipeline_id: deal.pipelineId,
    stage_id: deal.stageId,
    custom_fields: deal.customFields,
  });
  return { title: deal.title, person_id: deal.personId, ...links };
}

function dealQuery(filter: DealFilter) {
  return given({
    limit: pageSize,
    owner_id: filter.ownerId,
    person_id: filter.personId,
    org_id: filter.organizationId,
    status: filter.status,
    updated_since: filter.updatedSince === undefined ? undefined : wholeSeconds(filter.updatedSince),
  });
}
