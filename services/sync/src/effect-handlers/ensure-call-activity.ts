import type { Pipedrive } from '../connectors/pipedrive/port.ts';
import type { InstanceRow } from '../store/instances.ts';
import type { Handler } from './handler.ts';

/** One task on the deal that asks staff to call (E-35); pointless once the request is decided. */
export function ensureCallActivity(
  pipedrive: Pipedrive,
  isWaiting: (instance: InstanceRow) => boolean,
): Handler<'ensure-call-activity'> {
  return {
    vendor: 'pipedrive',
    run: async ({ dealId, personId, subject, type, ownerId, dueOn }, { instance, repeated }) => {
      const known = repeated ? await findActivity(pipedrive, dealId, subject) : undefined;
      if (known !== undefined) return { activityId: known };
      if (!isWaiting(instance)) return { activityId: null };
      const owner = ownerId === null ? {} : { ownerId };
      return {
        activityId: await pipedrive.addActivity({ subject, type, dealId, personId, dueOn, ...owner }),
      };
    },
  };
}

/** The one an interrupted try made. */
async function findActivity(pipedrive: Pipedrive, dealId: number, subject: string) {
  const activities = await pipedrive.listActivities(dealId);
  return activities.find((activity) => activity.subject.trim() === subject.trim())?.id;
}
