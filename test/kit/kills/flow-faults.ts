import type { Sandbox } from '../../../services/sandbox/src/sandbox.ts';
import type { CrmObserver } from './crm-observer.ts';
import type { Flow } from './flows.ts';

const ownerId = 21;
const acceptedPlace = { owner_id: ownerId, pipeline_id: 2, stage_id: 5, status: 'open', is_deleted: false };
const refusedPlace = { owner_id: ownerId, pipeline_id: 3, stage_id: 6, status: 'lost', is_deleted: false };

/** Everything of a flow that is not exactly once and right in the outside systems, in words. */
export function flowFaults(sandbox: Sandbox, observer: CrmObserver, flow: Flow): string[] {
  const { pipedrive, mailbox, accounts } = sandbox;
  const accepted = flow.kind !== 'refuse';
  const found = {
    step: flow.step,
    outcome: flow.outcome,
    accounts: accounts.accounts.filter(({ userName }) => userName === flow.email).length,
    mails: mailbox.mails.filter(({ to }) => to.includes(flow.email)).length,
    personOwner: pipedrive.persons.find(({ id }) => id === flow.personId)?.owner_id,
    personChanges: observer.count('person', 'change', flow.personId),
  };
  const wanted = {
    step: accepted ? 'accepted' : 'refused',
    outcome: 'advanced',
    accounts: accepted ? 1 : 0,
    mails: 1,
    personOwner: ownerId,
    personChanges: 1,
  };
  return [...differences(found, wanted), ...dealFaults(sandbox, observer, flow)].map(
    (fault) => `${flow.kind} ${flow.email} (${flow.requestId}): ${fault}`,
  );
}

function dealFaults(sandbox: Sandbox, observer: CrmObserver, flow: Flow): string[] {
  if (flow.kind === 'without-deal') return newDealFaults(sandbox, flow);
  if (flow.kind === 'second-administrator') return attachmentFaults(sandbox, observer, flow);
  const dealId = flow.dealId ?? 0;
  const deal = sandbox.pipedrive.deals.find(({ id }) => id === dealId);
  const place = flow.kind === 'refuse' ? refusedPlace : acceptedPlace;
  return [
    ...differences(deal ?? {}, place),
    ...differences({ dealMoves: observer.count('deal', 'change', dealId) }, { dealMoves: 1 }),
  ];
}

function newDealFaults({ pipedrive }: Sandbox, { personId }: Flow): string[] {
  const deals = pipedrive.deals.filter((deal) => deal.person_id === personId);
  return [
    ...differences({ deals: deals.length }, { deals: 1 }),
    ...differences(deals[0] ?? {}, acceptedPlace),
  ];
}

function attachmentFaults({ pipedrive }: Sandbox, observer: CrmObserver, flow: Flow): string[] {
  const { attachedTo, personId } = flow;
  const dealId = flow.dealId ?? 0;
  const mark = new RegExp(`Affaire en double n° ${dealId}(?!\\d)`);
  const found = {
    participants: pipedrive.participants.filter(
      (participant) => participant.deal_id === attachedTo && participant.person_id === personId,
    ).length,
    notes: pipedrive.notes.filter(({ deal_id, content }) => deal_id === attachedTo && mark.test(content))
      .length,
    duplicateGone: pipedrive.deals.find(({ id }) => id === dealId)?.is_deleted,
    removals: observer.count('deal', 'delete', dealId),
    dealMoves: observer.count('deal', 'change', dealId),
  };
  return differences(found, { participants: 1, notes: 1, duplicateGone: true, removals: 1, dealMoves: 0 });
}

function differences(found: Record<string, unknown>, wanted: Record<string, unknown>): string[] {
  return Object.entries(wanted)
    .filter(([key, value]) => found[key] !== value)
    .map(([key, value]) => `${key} is ${String(found[key])}, not ${String(value)}`);
}
