import type { Actor, PipedriveContext } from './context.ts';
import { liveById, nextId, removeById } from './lookup.ts';
import type { Deal, Participant } from './records.ts';
import { notFound, refusal } from './refusal.ts';
import { v2Time } from './times.ts';

function push(context: PipedriveContext, actor: Actor, dealId: number, personId: number): Participant {
  const participant: Participant = {
    id: nextId(context.memory, 'participant'),
    deal_id: dealId,
    person_id: personId,
    add_time: v2Time(context.now()),
    added_by_user_id: actor.userId,
  };
  context.memory.participants.push(participant);
  return participant;
}

function has(context: PipedriveContext, dealId: number, personId: number): boolean {
  return context.memory.participants.some((row) => row.deal_id === dealId && row.person_id === personId);
}

/** The deal's own person counts among its participants (UNVERIFIED; official samples show a count of 1). */
export function ensureParticipant(context: PipedriveContext, actor: Actor, deal: Deal): void {
  if (deal.person_id !== null && !has(context, deal.id, deal.person_id)) {
    push(context, actor, deal.id, deal.person_id);
  }
}

/**
 * Adds a person to a deal; no `change.deal` is sent (UNVERIFIED, pipedrive.md 2.4).
 * Throws 404 for an unknown deal, 400 for an unknown person and for one who takes part already (UNVERIFIED:
 * the harder answer is chosen, a caller must look before it adds).
 */
export function addParticipant(
  context: PipedriveContext,
  actor: Actor,
  dealId: number,
  personId: number,
): Participant {
  if (!liveById(context.memory.deals, dealId)) throw notFound();
  if (!liveById(context.memory.persons, personId)) throw refusal(400, 'Person not found');
  if (has(context, dealId, personId)) throw refusal(400, 'Person is already a participant of this deal');
  const participant = push(context, actor, dealId, personId);
  context.changed();
  return participant;
}

/** Takes a participant off a deal, by participant id, not person id (pipedrive.md 2.4). Throws 404. */
export function removeParticipant(context: PipedriveContext, dealId: number, participantId: number): void {
  const row = context.memory.participants.find((each) => each.id === participantId);
  if (row?.deal_id !== dealId) throw notFound();
  removeById(context.memory.participants, participantId);
  context.changed();
}
