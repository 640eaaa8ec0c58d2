import * as z from 'zod';
import { ConversionAccount } from './model/conversion.ts';
import { Language } from './model/localized.ts';

const id = z.number().int();

/** What a conversion does outside; a part of the closed list in effects.ts. */
export const conversionEffects = [
  /** A suspect's deal, with its records where the CRM has none yet. */
  z.object({
    kind: z.literal('ensure-suspect'),
    organization: z.object({ id: id.nullable(), name: z.string() }).nullable(),
    person: z.object({
      id: id.nullable(),
      name: z.string(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
    }),
    title: z.string(),
    ownerId: id,
    pipelineId: id,
    stageId: id,
  }),
  /** Moves a deal on, unless somebody moved it meanwhile. */
  z.object({
    kind: z.literal('ensure-deal-stage'),
    dealId: id,
    pipelineId: id,
    stageId: id,
    /** Where it stood when this was decided; anywhere else is somebody's word. */
    fromStageId: id.nullable(),
  }),
  /** A mail to a client, from the owner's address. */
  z.object({
    kind: z.literal('send-client-mail'),
    dealId: id,
    /** Key of a mail. */
    template: z.string(),
    /** Its text as a version of a rule keeps it; null: the text of now. */
    version: z.object({ rule: z.string(), number: z.number().int() }).nullable(),
    to: z.string(),
    language: Language,
    variables: z.record(z.string(), z.string()),
    ownerId: id.nullable(),
    /** The documentation goes with it. */
    withDocumentation: z.boolean(),
    /** Of a follow-up: kept back when the client wrote after this instant. Null: it leaves in any case but an opt-out. */
    unlessHeardSince: z.string().nullable(),
  }),
  /** The activity of a promise, made or moved. */
  z.object({
    kind: z.literal('ensure-promise-activity'),
    promise: z.number().int(),
    dealId: id,
    personId: id.nullable(),
    activityId: id.nullable(),
    subject: z.string(),
    type: z.string(),
    ownerId: id.nullable(),
    dueOn: z.string(),
  }),
  /** A promise ended: its activity is done, or goes. */
  z.object({
    kind: z.literal('end-promise-activity'),
    promise: z.number().int(),
    activityId: id,
    how: z.enum(['done', 'deleted']),
  }),
  /** Tells a colleague of a promise: in Slack where they are known there, else by mail. */
  z.object({
    kind: z.literal('remind-of-promise'),
    promise: z.number().int(),
    what: z.enum(['soon', 'late', 'escalated']),
    text: z.string(),
    dealId: id.nullable(),
    title: z.string(),
    organization: z.string().nullable(),
    dueOn: z.string(),
    ownerId: id.nullable(),
    toId: id.nullable(),
  }),
  /** What the directory says of the account. */
  z.object({ kind: z.literal('look-at-account'), accountId: z.string() }),
] as const;

/** What each of them answers when it is done. */
export const conversionResults = {
  'ensure-suspect': z.object({ dealId: id, personId: id, organizationId: id.nullable() }),
  'ensure-deal-stage': z.object({ leftAlone: z.enum(['closed', 'moved', 'gone']).nullable() }),
  'send-client-mail': z.object({
    to: z.string(),
    /** Null: it left. */
    keptBack: z.enum(['heard', 'opted-out']).nullable(),
    /** False when the service was interrupted just while handing it over: it was not sent again. */
    confirmed: z.boolean(),
  }),
  'ensure-promise-activity': z.object({
    promise: z.number().int(),
    activityId: id.nullable(),
    /** Why there is none. */
    without: z.enum(['not-allowed', 'deleted', 'unknown-type']).nullable(),
  }),
  'end-promise-activity': z.object({}),
  'remind-of-promise': z.object({}),
  /** Null: it is gone. */
  'look-at-account': z.object({ account: ConversionAccount.nullable() }),
};
export type ConversionEffectKind = keyof typeof conversionResults;
