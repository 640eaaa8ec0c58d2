import type { RequestDetails } from '#core/contract/request-view.ts';
import type { Act, Decider, Told } from '../told.ts';
import type { Stage } from './stage.ts';

/** A request with what was done about it so far. */
export type Asked = Omit<Told, 'run' | 'story'>;

/** Somebody fills in the form. */
export function filledIn({ sandbox }: Stage, email: string, more: object = {}) {
  const [name = ''] = email.split('@');
  const form = {
    name: `Personne ${name}`,
    email,
    phone: '+33 1 02 03 04 05',
    organization: `Mairie ${name}`,
  };
  return sandbox.standIn.submitForm({ ...form, ...more });
}

/** Waits until the request of a person can be decided. */
export function undecided(
  stage: Stage,
  personId: number,
  dealId: number | null,
  also: (request: RequestDetails) => boolean = () => true,
): Promise<RequestDetails> {
  const isReady = (request: RequestDetails) =>
    request.step === 'pending' && (dealId === null || request.dealId === dealId) && also(request);
  return stage.staff(21).requestOf(personId, isReady);
}

/** The form, and the request that came of it. */
export async function asked(stage: Stage, email: string): Promise<Asked> {
  const { personId, dealId } = filledIn(stage, email);
  const { id } = await undecided(stage, personId, dealId);
  return { email, personId, dealId, requestId: id, acts: [] };
}

const commands = {
  accept: (requestId: string) => ({ type: 'accept-request', requestId }),
  refuse: (requestId: string) => ({ type: 'refuse-request', requestId, reason: 'individual' }),
  undo: (requestId: string) => ({ type: 'undo-decision', requestId }),
  reconsider: (requestId: string) => ({ type: 'reconsider-request', requestId }),
  ask: (requestId: string) => ({ type: 'ask-for-evidence', requestId, document: 'Statuts' }),
  record: (requestId: string) => ({ type: 'record-evidence', requestId }),
};

/** One click, told to the request. @returns whether it was carried out */
export async function does(
  stage: Stage,
  told: Asked,
  what: keyof typeof commands,
  { by = 21, more = {} }: { by?: Decider; more?: object } = {},
): Promise<boolean> {
  const { outcome } = await stage.staff(by).command({ ...commands[what](told.requestId), ...more });
  told.acts.push({ what, by, outcome } satisfies Act);
  return outcome === 'advanced';
}

/** Waits until the request stands in one of these steps. */
export async function stands(stage: Stage, { personId, requestId }: Asked, steps: string[]): Promise<void> {
  await stage.staff(21).requestOf(personId, ({ id, step }) => id === requestId && steps.includes(step));
}
