import { randomUUID } from 'node:crypto';
import type { Actor, PipedriveContext } from './context.ts';
import { liveById, replace } from './lookup.ts';
import type { ContactPoint, CustomValues, Deal, Person } from './records.ts';
import { notFound } from './refusal.ts';
import { v2Time } from './times.ts';

function filled(survivor: CustomValues, loser: CustomValues): CustomValues {
  const gaps = Object.entries(loser).filter(([key]) => (survivor[key] ?? null) === null);
  return { ...survivor, ...Object.fromEntries(gaps) };
}

function joined(kept: ContactPoint[], added: ContactPoint[]): ContactPoint[] {
  const known = new Set(kept.map((point) => point.value.toLowerCase()));
  const fresh = added.filter((point) => !known.has(point.value.toLowerCase()));
  return [...kept, ...fresh.map((point) => ({ ...point, primary: kept.length === 0 && point.primary }))];
}

/**
 * Merges person `loserId` into `survivorId`: the survivor's values win, gaps are filled, addresses joined, and
 * deals, participations and notes move (pipedrive.md 2.12). Sends delete + change (3.5); whether the moved
 * deals send a `change.deal` is UNVERIFIED, none is sent. Throws 404.
 */
export function mergePersons(
  context: PipedriveContext,
  actor: Actor,
  loserId: number,
  survivorId: number,
): Person {
  const { memory } = context;
  const loser = liveById(memory.persons, loserId);
  const before = liveById(memory.persons, survivorId);
  if (!loser || !before || loserId === survivorId) throw notFound();
  const at = v2Time(context.now());
  const after: Person = {
    ...before,
    org_id: before.org_id ?? loser.org_id,
    custom_fields: filled(before.custom_fields, loser.custom_fields),
    emails: joined(before.emails, loser.emails),
    phones: joined(before.phones, loser.phones),
    update_time: at,
  };
  replace(memory.persons, { ...loser, is_deleted: true, update_time: at });
  replace(memory.persons, after);
  movePerson(context, loserId, survivorId);
  const correlationId = randomUUID();
  const gone = { action: 'delete', entity: 'person', before: loser, after: null } as const;
  context.publish({ ...gone, actor, correlationId, mergedToId: survivorId });
  const kept = { action: 'change', entity: 'person', before, after } as const;
  context.publish({ ...kept, actor, correlationId, mergedFromId: loserId });
  return after;
}

function movePerson(context: PipedriveContext, from: number, to: number): void {
  const { memory } = context;
  memory.deals = memory.deals.map((deal) => (deal.person_id === from ? { ...deal, person_id: to } : deal));
  memory.notes = memory.notes.map((note) => (note.person_id === from ? { ...note, person_id: to } : note));
  const already = new Set(
    memory.participants.filter((row) => row.person_id === to).map((row) => row.deal_id),
  );
  memory.participants = memory.participants
    .filter((row) => row.person_id !== from || !already.has(row.deal_id))
    .map((row) => (row.person_id === from ? { ...row, person_id: to } : row));
}

/**
 * Merges deal `loserId` into `survivorId`; participants and notes move to the survivor (pipedrive.md 2.12:
 * treated like persons, the wording there is less clear). Sends delete + change (3.5). Throws 404.
 */
export function mergeDeals(
  context: PipedriveContext,
  actor: Actor,
  loserId: number,
  survivorId: number,
): Deal {
  const { memory } = context;
  const loser = liveById(memory.deals, loserId);
  const before = liveById(memory.deals, survivorId);
  if (!loser || !before || loserId === survivorId) throw notFound();
  const at = v2Time(context.now());
  const after: Deal = {
    ...before,
    person_id: before.person_id ?? loser.person_id,
    org_id: before.org_id ?? loser.org_id,
    custom_fields: filled(before.custom_fields, loser.custom_fields),
    update_time: at,
  };
  replace(memory.deals, { ...loser, is_deleted: true, update_time: at });
  replace(memory.deals, after);
  moveDeal(context, loserId, survivorId);
  const correlationId = randomUUID();
  const gone = { action: 'delete', entity: 'deal', before: loser, after: null } as const;
  context.publish({ ...gone, actor, correlationId, mergedToId: survivorId });
  const kept = { action: 'change', entity: 'deal', before, after } as const;
  context.publish({ ...kept, actor, correlationId, mergedFromId: loserId });
  return after;
}

function moveDeal(context: PipedriveContext, from: number, to: number): void {
  const { memory } = context;
  memory.notes = memory.notes.map((note) => (note.deal_id === from ? { ...note, deal_id: to } : note));
  memory.activities = memory.activities.map((each) =>
    each.deal_id === from ? { ...each, deal_id: to } : each,
  );
  const already = new Set(
    memory.participants.filter((row) => row.deal_id === to).map((row) => row.person_id),
  );
  memory.participants = memory.participants
    .filter((row) => row.deal_id !== from || !already.has(row.person_id))
    .map((row) => (row.deal_id === from ? { ...row, deal_id: to } : row));
}
