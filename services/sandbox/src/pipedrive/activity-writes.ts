import { isDeepStrictEqual } from 'node:util';
import type { ActivityBody } from './bodies.ts';
import type { Actor, PipedriveContext } from './context.ts';
import { liveById, nextId, replace } from './lookup.ts';
import type { Activity, PipedriveMemory } from './records.ts';
import { checkReferences } from './references.ts';
import { notFound, refusal } from './refusal.ts';
import { v2Time } from './times.ts';

function blankActivity(id: number, actor: Actor, at: string): Activity {
  return {
    id,
    subject: '',
    type: 'call',
    owner_id: actor.userId,
    creator_user_id: actor.userId,
    deal_id: null,
    org_id: null,
    due_date: null,
    due_time: null,
    duration: null,
    busy: false,
    done: false,
    marked_as_done_time: null,
    participants: [],
    public_description: null,
    priority: null,
    note: null,
    is_deleted: false,
    add_time: at,
    update_time: at,
  };
}

// The first participant is the primary one when none is marked, as with addresses (UNVERIFIED).
function participantsOf({ participants = [] }: ActivityBody): Activity['participants'] {
  const marked = participants.some((each) => each.primary);
  return participants.map(({ person_id, primary }, index) => ({
    person_id,
    primary: primary ?? (!marked && index === 0),
  }));
}

/**
 * Creates an activity as `actor` (pipedrive.md 2.8). An unknown type or a lost deal, person or owner is a 400;
 * the statuses are UNVERIFIED.
 */
export function addActivity(context: PipedriveContext, actor: Actor, sent: ActivityBody): Activity {
  const { memory } = context;
  check(memory, sent);
  const at = v2Time(context.now());
  const given = Object.entries(sent).filter(([, value]) => value !== undefined);
  const activity: Activity = {
    ...blankActivity(nextId(memory, 'activity'), actor, at),
    ...Object.fromEntries(given),
    participants: participantsOf(sent),
    marked_as_done_time: sent.done ? at : null,
  };
  memory.activities.push(activity);
  context.publish({ action: 'create', entity: 'activity', before: null, after: activity, actor });
  return activity;
}

function check(memory: PipedriveMemory, sent: ActivityBody): void {
  checkReferences(memory, sent);
  for (const { person_id } of sent.participants ?? []) checkReferences(memory, { person_id });
  if (sent.deal_id && !liveById(memory.deals, sent.deal_id)) throw refusal(400, 'Deal not found');
  if (sent.type !== undefined && !memory.activityTypes.some((type) => type.key_string === sent.type)) {
    throw refusal(400, 'Activity type not found', `type ${sent.type}`);
  }
}

/**
 * Changes the sent fields of an activity. A write that changes nothing touches nothing and sends no webhook
 * (UNVERIFIED, as for deals). Throws 404 for an unknown or deleted activity, 400 as `addActivity`.
 */
export function changeActivity(
  context: PipedriveContext,
  actor: Actor,
  id: number,
  sent: ActivityBody,
): Activity {
  const { memory } = context;
  const before = liveById(memory.activities, id);
  if (!before) throw notFound();
  check(memory, sent);
  const at = v2Time(context.now());
  const given = Object.entries(sent).filter(([, value]) => value !== undefined);
  const doneAt = before.marked_as_done_time ?? at;
  const wanted: Activity = {
    ...before,
    ...Object.fromEntries(given),
    ...(sent.participants && { participants: participantsOf(sent) }),
    marked_as_done_time: (sent.done ?? before.done) ? doneAt : null,
  };
  if (isDeepStrictEqual(wanted, before)) return before;
  const after = { ...wanted, update_time: at };
  replace(memory.activities, after);
  context.publish({ action: 'change', entity: 'activity', before, after, actor });
  return after;
}

/** Marks an activity as deleted. Throws 404 when it is unknown or deleted already (UNVERIFIED). */
export function removeActivity(context: PipedriveContext, actor: Actor, id: number): void {
  const { memory } = context;
  const before = liveById(memory.activities, id);
  if (!before) throw notFound();
  replace(memory.activities, { ...before, is_deleted: true, update_time: v2Time(context.now()) });
  context.publish({ action: 'delete', entity: 'activity', before, after: null, actor });
}
