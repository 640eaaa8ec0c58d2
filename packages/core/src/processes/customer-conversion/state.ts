import * as z from 'zod';
import {
  Channel,
  ConversionAccount,
  ConversionPath,
  ConversionStep,
  PromiseKind,
  UseCaseState,
} from '../../model/conversion.ts';
import { DealStatus } from '../../model/deal.ts';
import { Actor } from '../../model/staff-member.ts';

const id = z.number().int();
/** A key of this process's texts with its values. */
const Because = z.object({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** Where a deal stands in the CRM, as last seen or as our own hand put it. */
export const Place = z.object({
  pipelineId: id.nullable(),
  stageId: id.nullable(),
  status: DealStatus,
  ownerId: id.nullable(),
});
export type Place = z.infer<typeof Place>;

/** What was announced to a client, or is to be done by a day. */
export const ClientPromise = z.object({
  /** Grows with every promise of the conversion. */
  number: z.number().int().positive(),
  kind: PromiseKind,
  /** What it says in the CRM and in lists. */
  text: z.string(),
  madeAt: z.string(),
  /** YYYY-MM-DD. */
  dueOn: z.string(),
  /** Whether the client was told the day. */
  isAnnounced: z.boolean(),
  ownerId: id.nullable(),
  state: z.enum(['open', 'kept', 'moot']),
  endedAt: z.string().nullable(),
  endedBecause: Because.nullable(),
  /** How often its day was moved. */
  movedCount: z.number().int(),
  remindedAt: z.string().nullable(),
  escalatedAt: z.string().nullable(),
  /** Key of the activity type it has, or would have, in the CRM. */
  activityType: z.string(),
  /** Its activity in the CRM; null: none, or not yet. */
  activityId: id.nullable(),
  /** Its activity as it was before a change of ours that has no answer yet: seen so, it is no word of anybody. */
  activityBefore: z.object({ dueOn: z.string(), ownerId: id.nullable() }).optional(),
  /** Why the CRM has no activity of it, while it is open; null: it has, or will have one. */
  withoutActivity: z.enum(['not-allowed', 'deleted', 'unknown-type']).nullable(),
});
export type ClientPromise = z.infer<typeof ClientPromise>;

/** A use of the product by the client: conversion is measured by those that are live. */
export const UseCase = z.object({
  number: z.number().int().positive(),
  title: z.string(),
  state: UseCaseState,
  blocker: z.string().nullable(),
  addedAt: z.string(),
  changedAt: z.string(),
});
export type UseCase = z.infer<typeof UseCase>;

/** Being followed up by a rule, in the version it had at the start. */
export const Membership = z.object({
  rule: z.string(),
  version: z.number().int().positive(),
  enrolledAt: z.string(),
  /** Null: by the rule itself. */
  by: Actor.nullable(),
  /** Index of the step that comes next. */
  position: z.number().int(),
  /** When the next step is due; null: nothing more comes. */
  nextAt: z.string().nullable(),
  state: z.enum(['active', 'finished', 'stopped']),
  endedAt: z.string().nullable(),
  stoppedBecause: Because.nullable(),
  /** What was done so far. `decision`: whose effect it is, until it is known what came of it. */
  done: z.array(
    z.object({
      position: z.number().int(),
      kind: z.enum(['mail', 'task']),
      at: z.string(),
      decision: z.number().int(),
      outcome: z.enum(['under-way', 'sent', 'made', 'kept-back']),
    }),
  ),
});
export type Membership = z.infer<typeof Membership>;

/** Somebody was in touch. */
const Contact = z.object({ channel: Channel, isFromClient: z.boolean(), at: z.string() });

/** What can be taken back until an instant. `before` is the state without this. */
const Undo = z.object({
  decision: z.number().int().positive(),
  ask: z.string(),
  by: Actor,
  until: z.string(),
  /** The decision that was taken back by it: a mail of a follow-up. */
  cancelled: z.number().int().nullable(),
  before: z.unknown(),
});

/** Everything a conversion remembers. Version 1. */
export const Conversion = z.object({
  step: ConversionStep,
  /** Null while the deal is being made. */
  dealId: id.nullable(),
  title: z.string(),
  place: Place.nullable(),
  person: z
    .object({
      id: id.nullable(),
      name: z.string(),
      emails: z.array(z.string()),
      phone: z.string().nullable(),
    })
    .nullable(),
  organization: z.object({ id: id.nullable(), name: z.string() }).nullable(),
  /** SIREN the suspect was entered with. */
  siren: z.string().nullable(),
  /** How the suspect was found or should be contacted. */
  channel: Channel.nullable(),
  startedAt: z.string(),
  startedBy: Actor.nullable(),
  /** Since when it stands in its step, and where it stood before it ended. */
  stepSince: z.string(),
  stepBeforeEnd: ConversionStep.nullable(),
  endedBecause: z.enum(['won', 'lost', 'deleted', 'merged', 'left']).nullable(),
  /** When each step was first reached. */
  reachedAt: z.partialRecord(ConversionStep, z.string()),
  account: ConversionAccount.nullable(),
  requestId: z.string().nullable(),
  /** The deal of a request that joins as soon as the suspect's own deal is made. */
  joining: z.object({ dealId: id, personId: id }).nullable(),
  presentation: z.object({ on: z.string(), heldAt: z.string().nullable() }).nullable(),
  documentedAt: z.string().nullable(),
  path: ConversionPath.nullable(),
  procedure: z
    .object({ name: z.string(), administration: z.string(), email: z.string().nullable() })
    .nullable(),
  testedAt: z.string().nullable(),
  goLiveOn: z.string().nullable(),
  blocked: z
    .object({
      reason: z.string(),
      note: z.string().nullable(),
      ownerId: id.nullable(),
      by: Actor,
      at: z.string(),
    })
    .nullable(),
  promises: z.array(ClientPromise),
  promiseCount: z.number().int(),
  /** The earliest day of an open promise; lists and digests look for it. */
  nextDueOn: z.string().nullable(),
  useCases: z.array(UseCase),
  useCaseCount: z.number().int(),
  memberships: z.array(Membership),
  /** The last contact, the last from the client, and how many there were per channel (MER-05). */
  lastContact: Contact.nullable(),
  lastHeardAt: z.string().nullable(),
  /** The last time they wrote: what is told twice is told once. */
  lastReplyAt: z.string().nullable(),
  contactCounts: z.partialRecord(Channel, z.number().int()),
  /** Activities of the CRM that were counted as a contact. */
  countedActivityIds: z.array(id),
  /** Open activities that are not ours: something is planned. */
  plannedActivities: z.array(z.object({ id, type: z.string(), dueOn: z.string().nullable() })),
  /** When rules of follow-ups are looked through next. */
  checkAt: z.string().nullable(),
  optedOutAt: z.string().nullable(),
  bouncedAt: z.string().nullable(),
  /** Where our own hand is just putting the deal; what is seen there is no word of anybody. */
  moving: z.object({ stageId: id, decision: z.number().int() }).nullable(),
  /** Effects of commands bear its number; 0 = none yet. */
  decisionCount: z.number().int(),
  /** The decision of which something failed and waits for a person; later ones wait behind it. */
  failedDecision: z.number().int().nullable(),
  effectCount: z.number().int(),
  undo: Undo.nullable(),
});
export type Conversion = z.infer<typeof Conversion>;

export const conversionVersion = 1;

/** Reads what any version stored; throws a ZodError when it cannot be a conversion. */
export function readConversion(stored: unknown, version: number): Conversion {
  if (version > conversionVersion)
    throw new Error(`A conversion of version ${version} was stored by a newer release: update this node.`);
  return Conversion.parse(stored);
}
