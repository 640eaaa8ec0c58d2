import * as z from 'zod';
import { AdminAccountState } from '../../model/admin-account.ts';
import { ConversationReference, RequestDocument } from '../../model/conversation.ts';
import { Actor } from '../../model/staff-member.ts';

/** Positions of a request (product.md section 3). */
export const Step = z.enum([
  'incomplete',
  'pending',
  'awaiting-evidence',
  'accepting',
  'accepted',
  'refusing',
  'refused',
  'withdrawn',
]);
export type Step = z.infer<typeof Step>;

const RequestPerson = z.object({
  id: z.number().int(),
  name: z.string(),
  /** Normalised, the primary one first. */
  emails: z.array(z.string()),
  phone: z.string().nullable(),
});

const proposalBase = { by: Actor, at: z.string() };

/** Four-eyes: a decision that waits for a second decider; nothing is done yet. */
export const Proposal = z.discriminatedUnion('type', [
  z.object({
    ...proposalBase,
    type: z.literal('accept'),
    target: z.string().nullable(),
    attachToDealId: z.number().int().nullable(),
  }),
  z.object({
    ...proposalBase,
    type: z.literal('refuse'),
    reason: z.string(),
    note: z.string().nullable(),
  }),
]);
export type Proposal = z.infer<typeof Proposal>;

const decisionBase = {
  /** Grows with every decision of the request; its effects bear it. */
  number: z.number().int().positive(),
  /** Who decided; where two were needed, who decided first. */
  by: Actor,
  /** The second decider, where two were needed. */
  confirmedBy: Actor.nullable(),
  at: z.string(),
  undoUntil: z.string().nullable(),
  /** Where an undo goes back to. */
  stepBefore: Step,
  proposalBefore: Proposal.nullable(),
  /** Keys of the effects not done yet. */
  outstanding: z.array(z.string()),
  /** How many effects were carried out; after the first one nothing can be taken back. */
  doneCount: z.number().int(),
  /** Keys of the effects that gave up and wait for a person. */
  failed: z.array(z.string()),
};

export const RequestDecision = z.discriminatedUnion('type', [
  z.object({
    ...decisionBase,
    type: z.literal('accept'),
    target: z.string().nullable(),
    attachToDealId: z.number().int().nullable(),
  }),
  z.object({ ...decisionBase, type: z.literal('refuse'), reason: z.string(), note: z.string().nullable() }),
  z.object({ ...decisionBase, type: z.literal('ask-for-evidence'), document: z.string() }),
  z.object({ ...decisionBase, type: z.literal('reconsider') }),
]);
export type RequestDecision = z.infer<typeof RequestDecision>;

/** Everything an account request remembers. */
export const AccountRequest = z.object({
  step: Step,
  person: RequestPerson,
  organization: z.object({ id: z.number().int(), name: z.string().nullable() }).nullable(),
  dealId: z.number().int().nullable(),
  dealTitle: z.string().nullable(),
  /** Further open deals of the person: shown, never moved (E-24, E-45). */
  otherDealIds: z.array(z.number().int()),
  /** Other person records with the same address (E-09, E-17). */
  duplicates: z.array(z.object({ personId: z.number().int(), personName: z.string() })),
  /** Deals of the submissions heard so far: a new one after a refusal is a new submission. */
  submittedDealIds: z.array(z.number().int()),
  /** Who held the person when last seen, by the CRM or by our own hand: only a change of it is somebody's word. */
  ownerId: z.number().int().nullable(),
  submittedAt: z.string(),
  source: z.string(),
  /** `created`: by this request, not found. */
  account: z
    .object({ id: z.string(), state: AdminAccountState, email: z.string(), created: z.boolean() })
    .nullable(),
  /** How often the directory was asked. */
  lookUpCount: z.number().int(),
  verdict: z.enum(['eligible', 'needs-evidence', 'not-eligible', 'unknown']),
  verdictReasons: z.array(z.string()),
  /** What makes it a priority (E-35), as stated in the CRM; null when it is none. */
  priority: z.object({ volume: z.number().nullable(), deadline: z.string().nullable() }).nullable(),
  /** Whether staff were asked to call: once, also when it stops being a priority and becomes one again. */
  callAsked: z.boolean(),
  /** The decision that waits for a second decider. */
  proposal: Proposal.nullable(),
  /** The decision in force. */
  decision: RequestDecision.nullable(),
  /** Earlier decisions, oldest first. */
  pastDecisions: z.array(RequestDecision),
  decisionCount: z.number().int(),
  evidence: z.object({ document: z.string(), expired: z.boolean() }).nullable(),
  withdrawnBecause: z.enum(['person-deleted', 'taken-by-staff', 'account-exists']).nullable(),
  /** Conversations of the help desk about it, and how often they were told of something. */
  conversations: z.array(ConversationReference),
  toldCount: z.number().int(),
  /** What was sent for it. */
  documents: z.array(RequestDocument),
  /** When, and how often, the link to activate the account was sent once more. */
  activationSentAgainAt: z.string().nullable(),
  renewalCount: z.number().int(),
});
export type AccountRequest = z.infer<typeof AccountRequest>;

export const accountRequestVersion = 3;

/** What was read once is not checked again: in one answer a state goes through several hands. */
const readBefore = new WeakMap<object, AccountRequest>();

/** Reads what any version stored; throws a ZodError when it cannot be a request. */
export function readAccountRequest(stored: unknown, version: number): AccountRequest {
  const known = typeof stored === 'object' && stored !== null ? readBefore.get(stored) : undefined;
  if (known) return known;
  const read = parsedRequest(stored, version);
  readBefore.set(read, read);
  if (typeof stored === 'object' && stored !== null) readBefore.set(stored, read);
  return read;
}

function parsedRequest(stored: unknown, version: number): AccountRequest {
  if (version > accountRequestVersion) {
    throw new Error(
      `An account request of version ${version} was stored by a newer release: update this node.`,
    );
  }
  const second = version < 2 ? withoutProposals(stored) : stored;
  return AccountRequest.parse(version < 3 ? withoutDesk(second) : second);
}

/** Version 2 knew no help desk. */
function withoutDesk(stored: unknown): unknown {
  return { ...z.looseObject({}).parse(stored), ...noDesk };
}

/** A request of which the help desk knows nothing. */
export const noDesk = {
  conversations: [],
  toldCount: 0,
  documents: [],
  activationSentAgainAt: null,
  renewalCount: 0,
};

const Version1 = z.looseObject({
  decision: z.looseObject({}).nullable(),
  pastDecisions: z.array(z.looseObject({})),
});

/** Version 1 knew no second decider. */
function withoutProposals(stored: unknown): unknown {
  const request = Version1.parse(stored);
  const alone = { confirmedBy: null, proposalBefore: null };
  return {
    ...request,
    proposal: null,
    decision: request.decision && { ...request.decision, ...alone },
    pastDecisions: request.pastDecisions.map((past) => ({ ...past, ...alone })),
  };
}

/** Whether the request still waits for a decision. */
export function isOpen(request: AccountRequest): boolean {
  return ['incomplete', 'pending', 'awaiting-evidence'].includes(request.step);
}

/** A request whose account exists already may still be accepted: deal and person are linked to it (E-34). */
export function mayLinkExisting({ step, withdrawnBecause }: AccountRequest): boolean {
  return step === 'withdrawn' && withdrawnBecause === 'account-exists';
}
