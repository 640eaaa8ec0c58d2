import { createPerson } from '../../../services/sandbox/src/pipedrive/acts.ts';
import type { Sandbox } from '../../../services/sandbox/src/sandbox.ts';
import type { StaffCalls } from './staff-calls.ts';

export type FlowKind = 'accept' | 'refuse' | 'second-administrator' | 'without-deal';

/** One request from the form to the end of its decision. */
export interface Flow {
  kind: FlowKind;
  email: string;
  personId: number;
  /** The deal the form made; null when there was none. */
  dealId: number | null;
  /** The deal a second administrator was attached to. */
  attachedTo: number | null;
  requestId: string;
  step: string;
  /** What the command was answered. */
  outcome: string;
}

const robotUserId = 11;

/** Runs flow number `n`; a second administrator's flow comes with the first one's. */
export async function runFlow(sandbox: Sandbox, staff: StaffCalls, n: number): Promise<Flow[]> {
  const kind = kindOf(n);
  if (kind !== 'second-administrator')
    return [await decide(sandbox, staff, { kind, name: `${n}`, attachTo: null })];
  const first = await decide(sandbox, staff, { kind: 'accept', name: `${n}`, attachTo: null });
  const second = await decide(sandbox, staff, { kind, name: `${n}b`, attachTo: first.dealId });
  return [first, second];
}

/** Of ten numbers: five accepted, two refused, two second administrators, one person without a deal. */
function kindOf(n: number): FlowKind {
  const kinds: Record<number, FlowKind> = {
    2: 'refuse',
    4: 'second-administrator',
    6: 'without-deal',
    7: 'refuse',
    9: 'second-administrator',
  };
  return kinds[n % 10] ?? 'accept';
}

async function decide(
  sandbox: Sandbox,
  staff: StaffCalls,
  { kind, name, attachTo }: { kind: FlowKind; name: string; attachTo: number | null },
): Promise<Flow> {
  const email = `demande-${name}@mairie.example.org`;
  const { personId, dealId } = submit(sandbox, kind, name, email);
  const pending = await staff.requestOf(
    personId,
    (request) => request.step === 'pending' && (kind === 'without-deal' || request.dealId === dealId),
  );
  const { outcome } = await staff.command(commandOf(kind, pending.id, attachTo));
  const ended = await staff.requestOf(personId, ({ step }) => step === 'accepted' || step === 'refused');
  return {
    kind,
    email,
    personId,
    dealId,
    attachedTo: attachTo,
    requestId: pending.id,
    step: ended.step,
    outcome,
  };
}

function submit(sandbox: Sandbox, kind: FlowKind, name: string, email: string) {
  const person = { name: `Personne ${name}`, email };
  if (kind === 'without-deal') {
    const emails = [{ value: email }];
    const { id } = createPerson(sandbox.standIn, robotUserId, { name: person.name, emails });
    return { personId: id, dealId: null };
  }
  const form = { ...person, phone: '+33 1 02 03 04 05', organization: `Mairie ${name}` };
  return sandbox.standIn.submitForm(form);
}

function commandOf(kind: FlowKind, requestId: string, attachToDealId: number | null) {
  if (kind === 'refuse') return { type: 'refuse-request', requestId, reason: 'individual' };
  if (attachToDealId !== null) return { type: 'accept-request', requestId, attachToDealId };
  return { type: 'accept-request', requestId };
}
