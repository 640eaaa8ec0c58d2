import type { Calls } from './calls.ts';
import { given } from './given.ts';
import { allOf, byCursor, pageSize } from './paging.ts';
import type { Pipedrive } from './port.ts';
import {
  CurrentUserRecord,
  cursorPageOf,
  exactlyOneOf,
  FieldRecord,
  PipelineRecord,
  StageRecord,
  UserRecord,
  wholeListOf,
} from './schema.ts';
import type { PipedriveApis } from './sdk.ts';
import { toField, toPipeline, toStaffMember, toStage } from './translate-records.ts';

type CompanyCalls = Pick<
  Pipedrive,
  'listPipelines' | 'listStages' | 'listPersonFields' | 'listDealFields' | 'listUsers' | 'me'
>;

/** The calls about the company's own set-up; users exist in v1 alone (pipedrive.md 2.9). */
export function companyCalls(
  { pipelines, stages, personFields, dealFields, usersV1 }: PipedriveApis,
  calls: Calls,
): CompanyCalls {
  return {
    async listPipelines() {
      const pages = byCursor((cursor) => {
        const send = () => pipelines.getPipelines(given({ limit: pageSize, cursor }));
        return calls.run('getPipelines', send, cursorPageOf(PipelineRecord));
      });
      return present(await allOf(pages)).map(toPipeline);
    },
    async listStages() {
      const pages = byCursor((cursor) => {
        const send = () => stages.getStages(given({ limit: pageSize, cursor }));
        return calls.run('getStages', send, cursorPageOf(StageRecord));
      });
      return present(await allOf(pages)).map(toStage);
    },
    async listPersonFields() {
      const pages = byCursor((cursor) => {
        const send = () => personFields.getPersonFields(given({ limit: pageSize, cursor }));
        return calls.run('getPersonFields', send, cursorPageOf(FieldRecord));
      });
      return (await allOf(pages)).map(toField);
    },
    async listDealFields() {
      const pages = byCursor((cursor) => {
        const send = () => dealFields.getDealFields(given({ limit: pageSize, cursor }));
        return calls.run('getDealFields', send, cursorPageOf(FieldRecord));
      });
      return (await allOf(pages)).map(toField);
    },
    async listUsers() {
      const { data } = await calls.run('getUsers', () => usersV1.getUsers(), wholeListOf(UserRecord));
      return data.rows.map(toStaffMember);
    },
    async me() {
      const send = () => usersV1.getCurrentUser();
      const { data } = await calls.run('getCurrentUser', send, exactlyOneOf(CurrentUserRecord));
      return { id: data.id, companyId: String(data.company_id), name: data.name };
    },
  };
}

/** Without the deleted ones, in the order of the screen. */
function present<T extends { order_nr: number; is_deleted?: boolean | null | undefined }>(records: T[]): T[] {
  return records.filter((record) => !record.is_deleted).sort((left, right) => left.order_nr - right.order_nr);
}
