import type { Calls } from './calls.ts';
import { orNullWhenMissing } from './calls.ts';
import { given, narrowed } from './given.ts';
import { byCursor, pageSize } from './paging.ts';
import type { DealFilter, DealUpdate, NewDeal, Pipedrive } from './port.ts';
import { Anything, cursorPageOf, DealMailRecord, DealRecord, exactlyOneOf, oneOf } from './schema.ts';
import type { PipedriveApis } from './sdk.ts';
import { toDeal } from './translate-records.ts';

type DealCalls = Pick<
  Pipedrive,
  'getDeal' | 'getDealMail' | 'updateDeal' | 'createDeal' | 'deleteDeal' | 'mergeDeals' | 'listDeals'
>;

// Made once: zod compiles a schema at its first reading.
const FoundDeal = oneOf(DealRecord);
const FoundDealMail = oneOf(DealMailRecord);
const WrittenDeal = exactlyOneOf(DealRecord);
const DealPage = cursorPageOf(DealRecord);

/** The calls about deals; merging exists in v1 alone (pipedrive.md 2.12). */
export function dealCalls({ deals, dealsV1 }: PipedriveApis, calls: Calls): DealCalls {
  return {
    async getDeal(id) {
      const found = calls.run('getDeal', () => deals.getDeal({ id }), FoundDeal);
      const body = await orNullWhenMissing(found);
      return body?.data ? toDeal(body.data) : null;
    },
    async getDealMail(id) {
      const query = { id, include_fields: dealMailFields };
      const found = calls.run('getDeal', () => deals.getDeal(query), FoundDealMail);
      const record = (await orNullWhenMissing(found))?.data;
      if (!record) return null;
      return { lastIncomingMailAt: record.last_incoming_mail_time, smartBcc: record.smart_bcc_email };
    },
    async updateDeal(id, update) {
      const body = { id, UpdateDealRequest: updateBody(update) };
      const { data } = await calls.run('updateDeal', () => deals.updateDeal(body), WrittenDeal);
      return toDeal(data);
    },
    async createDeal(deal) {
      const body = { AddDealRequest: newBody(deal) };
      const { data } = await calls.run('addDeal', () => deals.addDeal(body), WrittenDeal);
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
        calls.run('getDeals', () => deals.getDeals(given({ ...query, cursor })), DealPage),
      );
      for await (const page of pages) yield page.map(toDeal);
    },
  };
}

/** A list with commas, as the vendor's description says; its client's type knows single names alone. */
const dealMailFields = 'last_incoming_mail_time,smart_bcc_email' as 'smart_bcc_email';

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
    ...narrowed(filter),
  });
}
