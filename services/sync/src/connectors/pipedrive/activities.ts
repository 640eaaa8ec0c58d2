import type { Calls } from './calls.ts';
import { orNullWhenMissing } from './calls.ts';
import { given, wholeSeconds } from './given.ts';
import { allOf, byCursor, pageSize } from './paging.ts';
import type { ActivityUpdate, NewActivity, Pipedrive } from './port.ts';
import { ActivityRecord, Anything, cursorPageOf, exactlyOneOf, oneOf } from './schema.ts';
import type { PipedriveApis } from './sdk.ts';
import { toActivity } from './translate-records.ts';

type ActivityCalls = Pick<
  Pipedrive,
  | 'listActivities'
  | 'listActivitiesOfAll'
  | 'addActivity'
  | 'getActivity'
  | 'updateActivity'
  | 'deleteActivity'
>;

// Made once: zod compiles a schema at its first reading.
const FoundActivity = oneOf(ActivityRecord);
const WrittenActivity = exactlyOneOf(ActivityRecord);
const ActivityPage = cursorPageOf(ActivityRecord);

/** The calls about what staff have to do (pipedrive.md 2.8). */
export function activityCalls({ activities }: PipedriveApis, calls: Calls): ActivityCalls {
  return {
    async listActivities(dealId) {
      const pages = byCursor((cursor) => {
        const send = () => activities.getActivities(given({ deal_id: dealId, limit: pageSize, cursor }));
        return calls.run('getActivities', send, ActivityPage);
      });
      return (await allOf(pages)).filter((record) => !record.is_deleted).map(toActivity);
    },
    async *listActivitiesOfAll(filter) {
      const query =
        'onlyOpen' in filter ? { done: false } : { updated_since: wholeSeconds(filter.updatedSince) };
      const pages = byCursor((cursor) => {
        const send = () => activities.getActivities(given({ ...query, limit: pageSize, cursor }));
        return calls.run('getActivities', send, ActivityPage);
      });
      for await (const page of pages) yield page.filter((record) => !record.is_deleted).map(toActivity);
    },
    async addActivity(activity) {
      const body = { AddActivityRequest: newBody(activity) };
      const send = () => activities.addActivity(body);
      return (await calls.run('addActivity', send, WrittenActivity)).data.id;
    },
    async getActivity(id) {
      const found = calls.run('getActivity', () => activities.getActivity({ id }), FoundActivity);
      const record = (await orNullWhenMissing(found))?.data;
      return record && !record.is_deleted ? toActivity(record) : null;
    },
    async updateActivity(id, update) {
      const body = { id, AddActivityRequest: changedBody(update) };
      const written = calls.run('updateActivity', () => activities.updateActivity(body), WrittenActivity);
      const record = (await orNullWhenMissing(written))?.data;
      return record && !record.is_deleted ? toActivity(record) : null;
    },
    async deleteActivity(id) {
      const send = () => activities.deleteActivity({ id });
      await orNullWhenMissing(calls.run('deleteActivity', send, Anything));
    },
  };
}

/** What a new activity sends; `person_id` is read-only: it follows from the primary participant (pipedrive.md 2.8). */
export function newBody({ subject, type, dealId, personId, ownerId, dueOn }: NewActivity) {
  const participants = personId === undefined ? undefined : [{ person_id: personId, primary: true }];
  return { subject, type, deal_id: dealId, due_date: dueOn, ...given({ participants, owner_id: ownerId }) };
}

/** What a change of an activity sends. */
export function changedBody({ subject, ownerId, dueOn, done }: ActivityUpdate) {
  return given({ subject, owner_id: ownerId, due_date: dueOn, done });
}
