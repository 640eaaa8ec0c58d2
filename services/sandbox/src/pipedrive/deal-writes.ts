import { isDeepStrictEqual } from 'node:util';
import type { DealBody, DealPatch } from './bodies.ts';
import type { Actor, PipedriveContext } from './context.ts';
import { withCustomValues } from './custom-fields.ts';
import { outcomeOf, placeOf } from './deal-rules.ts';
import { liveById, nextId, replace } from './lookup.ts';
import { ensureParticipant } from './participant-writes.ts';
import type { Deal } from './records.ts';
import { checkReferences } from './references.ts';
import { notFound } from './refusal.ts';
import { v2Time } from './times.ts';

function blankDeal(id: number, actor: Actor, at: string): Omit<Deal, 'pipeline_id' | 'stage_id'> {
  return {
    id,
    title: '',
    creator_user_id: actor.userId,
    owner_id: actor.userId,
    value: 0,
    currency: 'EUR',
    person_id: null,
    org_id: null,
    probability: null,
    lost_reason: null,
    visible_to: 3,
    add_time: at,
    update_time: at,
    stage_change_time: null,
    status: 'open',
    is_archived: false,
    archive_time: null,
    is_deleted: false,
    close_time: null,
    won_time: null,
    first_won_time: null,
    lost_time: null,
    expected_close_date: null,
    label_ids: [],
    origin: actor.source === 'api' ? 'API' : 'ManuallyCreated',
    last_incoming_mail_time: null,
    custom_fields: {},
  };
}

function plainChanges(sent: DealPatch): Partial<Deal> {
  const { custom_fields, status, lost_reason, close_time, won_time, lost_time, ...rest } = sent;
  const { pipeline_id, stage_id, value, ...plain } = rest;
  const given = Object.entries(plain).filter(([, each]) => each !== undefined);
  return { ...Object.fromEntries(given), ...(value === undefined ? {} : { value: value ?? 0 }) };
}

function archiveTime(sent: DealPatch, current: string | null, at: string): string | null {
  if (sent.is_archived === false) return null;
  return sent.archive_time ?? current ?? (sent.is_archived ? at : null);
}

/**
 * Creates a deal as `actor`: owner, pipeline and stage default to the actor and the first stage of the first
 * pipeline. `origin` replaces the usual one (the web form's is UNVERIFIED, pipedrive.md 2.17).
 * Throws a 400 Refusal for a bad reference, place, outcome or custom value.
 */
export function addDeal(context: PipedriveContext, actor: Actor, sent: DealBody, origin?: string): Deal {
  const { memory } = context;
  const at = v2Time(context.now());
  checkReferences(memory, sent);
  const customFields = withCustomValues(memory.fields.deal, {}, sent.custom_fields);
  const place = placeOf(memory, undefined, sent);
  const outcome = outcomeOf(undefined, sent, at);
  const deal: Deal = {
    ...blankDeal(nextId(memory, 'deal'), actor, at),
    ...plainChanges(sent),
    ...place,
    ...outcome,
    archive_time: archiveTime(sent, null, at),
    custom_fields: customFields,
    ...(origin === undefined ? {} : { origin }),
  };
  memory.deals.push(deal);
  ensureParticipant(context, actor, deal);
  context.publish({ action: 'create', entity: 'deal', before: null, after: deal, actor });
  return deal;
}

/**
 * Changes the sent fields of a deal. A write that changes nothing touches nothing and sends no webhook
 * (UNVERIFIED, pipedrive.md is silent). Throws 404 for an unknown or deleted deal, 400 as `addDeal`.
 */
export function changeDeal(context: PipedriveContext, actor: Actor, id: number, sent: DealPatch): Deal {
  const { memory } = context;
  const before = liveById(memory.deals, id);
  if (!before) throw notFound();
  checkReferences(memory, sent);
  const at = v2Time(context.now());
  const place = placeOf(memory, before, sent);
  const wanted: Deal = {
    ...before,
    ...plainChanges(sent),
    ...place,
    ...outcomeOf(before, sent, at),
    archive_time: archiveTime(sent, before.archive_time, at),
    custom_fields: withCustomValues(memory.fields.deal, before.custom_fields, sent.custom_fields),
  };
  if (isDeepStrictEqual(wanted, before)) return before;
  const moved = place.stage_id !== before.stage_id;
  const after = { ...wanted, update_time: at, stage_change_time: moved ? at : before.stage_change_time };
  replace(memory.deals, after);
  ensureParticipant(context, actor, after);
  publishDealChange(context, actor, before, after);
  return after;
}

function publishDealChange(context: PipedriveContext, actor: Actor, before: Deal, after: Deal): void {
  if (after.is_deleted) context.publish({ action: 'delete', entity: 'deal', before, after: null, actor });
  else context.publish({ action: 'change', entity: 'deal', before, after, actor });
}

/** Marks a deal as deleted; its status stays. Throws 404 when it is unknown or deleted already (UNVERIFIED). */
export function removeDeal(context: PipedriveContext, actor: Actor, id: number): void {
  changeDeal(context, actor, id, { is_deleted: true });
}
