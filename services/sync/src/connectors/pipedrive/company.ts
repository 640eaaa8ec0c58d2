import type { Calls } from './calls.ts';
import { given } from './given.ts';
import { allByOffset, allOf, byCursor, pageSize } from './paging.ts';
import type { Pipedrive } from './port.ts';
import {
  CurrentUserRecord,
  cursorPageOf,
  exactlyOneOf,
  FieldRecord,
  offsetPageOf,
  PipelineRecord,
  RoleRecord,
  StageRecord,
  UserRecord,
  wholeListOf,
} from './schema.ts';
import type { PipedriveApis } from './sdk.ts';
import { toCurrentUser, toField, toPipeline, toStaffMember, toStage } from './translate-records.ts';

type CompanyCalls = Pick<
  Pipedrive,
  'listPipelines' | 'listStages' | 'listPersonFields' | 'listDealFields' | 'listUsers' | 'listRoles' | 'me'
>;

/** The calls about the company's own set-up; users exist in v1 alone (pipedrive.md 2.9). */
export function companyCalls(
  { pipelines, stages, personFields, dealFields, usersV1, rare }: PipedriveApis,
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
    async listRoles() {
      const rows = await allByOffset((start) => {
        const send = () => rare.roles().getRoles({ start, limit: pageSize });
        return calls.run('getRoles', send, offsetPageOf(RoleRecord));
      });
      return rows.filter(({ active_flag }) => active_flag !== false).map(({ id, name }) => ({ id, name }));
    },
    async me() {
      const send = () => usersV1.getCurrentUser();
      return toCurrentUser((await calls.run('getCurrentUser', send, exactlyOneOf(CurrentUserRecord))).data);
    },
  };
}

/** Without the deleted ones, in the order of the screen. */
function present<T extends { order_nr: number; is_deleted?: boolean | null | undefined }>(records: T[]): T[] {
  return records.filter((record) => !record.is_deleted).sort((left, right) => left.order_nr - right.order_nr);
}
