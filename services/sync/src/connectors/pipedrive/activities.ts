import type { Calls } from './calls.ts';
import { given } from './given.ts';
import { allOf, byCursor, pageSize } from './paging.ts';
import type { NewActivity, Pipedrive } from './port.ts';
import { ActivityRecord, cursorPageOf, exactlyOneOf } from './schema.ts';
import type { PipedriveApis } from './sdk.ts';

type ActivityCalls = Pick<Pipedrive, 'listActivities' | 'addActivity'>;

/** The calls about what staff have to do (pipedrive.md 2.8). */
export function activityCalls({ activities }: PipedriveApis, calls: Calls): ActivityCalls {
  return {
    async listActivities(dealId) {
      const pages = byCursor((cursor) => {
        const send = () => activities.getActivities(given({ deal_id: dealId, limit: pageSize, cursor }));
        return calls.run('getActivities', send, cursorPageOf(ActivityRecord));
      });
      return allOf(pages);
    },
    async addActivity(activity) {
      const body = { AddActivityRequest: newBody(activity) };
      const send = () => activities.addActivity(body);
      return (await calls.run('addActivity', send, exactlyOneOf(ActivityRecord))).data.id;
    },
  };
}

/** `person_id` is read-only: it follows from the primary participant (pipedrive.md 2.8). */
export function newBody({ subject, type, dealId, personId, ownerId, dueOn }: NewActivity) {
  const participants = [{ person_id: personId, primary: true }];
  return { subject, type, deal_id: dealId, participants, due_date: dueOn, ...given({ owner_id: ownerId }) };
}
