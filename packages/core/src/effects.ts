import * as z from 'zod';
import { conversationEffects, conversationResults } from './conversation-effects.ts';
import { conversionEffects, conversionResults } from './conversion-effects.ts';
import { Language } from './model/localized.ts';
import { submissionEffects, submissionResults } from './submission-effects.ts';

const id = z.number().int();

/** The closed list of things the service does outside. A kind without a handler does not compile. */
export const Effect = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('find-admin-account'), emails: z.array(z.string()).min(1) }),
  z.object({ kind: z.literal('find-organization'), organizationId: id }),
  z.object({
    kind: z.literal('ensure-admin-account'),
    emails: z.array(z.string()).min(1),
    displayName: z.string(),
    language: Language,
    /** The deal a second administrator is attached to: no account is made for one that does not exist. */
    originalDealId: id.nullable(),
  }),
  z.object({
    kind: z.literal('ensure-deal-placed'),
    dealId: id.nullable(),
    personId: id,
    organizationId: id.nullable(),
    title: z.string(),
    ownerId: id.nullable(),
    pipelineId: id,
    stageId: id,
    status: z.enum(['open', 'lost']),
    lostReason: z.string().nullable(),
    /** A deal that is missing or deleted is created. */
    createIfMissing: z.boolean(),
    /** A lost deal is opened again; without it a closed deal is left alone. */
    mayReopen: z.boolean(),
  }),
  z.object({
    kind: z.literal('ensure-person-owner'),
    personId: id,
    ownerId: id.nullable(),
    /** Values for the custom fields named in the settings. */
    requestState: z.string(),
    accountId: z.string().nullable(),
  }),
  z.object({ kind: z.literal('ensure-organization-owner'), organizationId: id, ownerId: id }),
  z.object({ kind: z.literal('ensure-participant'), dealId: id, personId: id }),
  z.object({ kind: z.literal('keep-deal-as-note'), fromDealId: id, toDealId: id }),
  z.object({
    kind: z.literal('remove-duplicate-deal'),
    dealId: id,
    intoDealId: id,
    how: z.enum(['delete', 'merge']),
  }),
  /** A task for staff to call before they decide. */
  z.object({
    kind: z.literal('ensure-call-activity'),
    dealId: id,
    personId: id,
    /** By which it is recognised on the deal. */
    subject: z.string(),
    /** Key of a Pipedrive activity type. */
    type: z.string(),
    ownerId: id.nullable(),
    /** YYYY-MM-DD. */
    dueOn: z.string(),
  }),
  z.object({
    kind: z.literal('send-email'),
    template: z.string(),
    to: z.string(),
    language: Language,
    variables: z.record(z.string(), z.string()),
  }),
  /** A link to activate the account that works: a new one where the old one has expired. */
  z.object({ kind: z.literal('renew-activation'), accountId: z.string() }),
  ...submissionEffects,
  ...conversationEffects,
  ...conversionEffects,
]);
export type Effect = z.infer<typeof Effect>;
export type EffectKind = Effect['kind'];
/** What only looks: it waits behind what was decided and what people are told, where there is not enough for all. */
export const lookUps: readonly string[] = [
  'find-admin-account',
  'find-conversations',
  'find-organization',
  'find-requester',
  'look-at-account',
  'read-conversation',
] satisfies EffectKind[];
/** What hands a mail over, which cannot be taken back, nor asked for. */
export const mailing = [
  'remind-of-promise',
  'send-client-mail',
  'send-email',
] as const satisfies EffectKind[];
export type EffectOf<Kind extends EffectKind> = Extract<Effect, { kind: Kind }>;

const account = z.object({
  id: z.string(),
  state: z.enum(['invited', 'active', 'expired', 'gone']),
  email: z.string(),
});

/** What each effect answers when it is done. */
export const effectResults = {
  'find-admin-account': z.object({ account: account.nullable() }),
  'find-organization': z.object({ organizationId: id, name: z.string().nullable() }),
  'ensure-admin-account': z.object({
    account,
    outcome: z.enum(['created', 'linked', 'reactivated']),
    originalDealTitle: z.string().nullable(),
  }),
  'ensure-deal-placed': z.object({
    dealId: id.nullable(),
    /** Left alone because somebody else closed the deal, removed it or took it. */
    leftAlone: z.enum(['won', 'lost', 'deleted', 'taken']).nullable(),
  }),
  /** The owner as the CRM answered it. */
  'ensure-person-owner': z.object({ personId: id, ownerId: id.nullable() }),
  'ensure-organization-owner': z.object({}),
  'ensure-participant': z.object({}),
  'keep-deal-as-note': z.object({}),
  'remove-duplicate-deal': z.object({}),
  /** null: the request was decided before anybody could be asked to call. */
  'ensure-call-activity': z.object({ activityId: id.nullable() }),
  'send-email': z.object({
    to: z.string(),
    /** False when the service was interrupted just while handing the mail over: it was not sent again. */
    confirmed: z.boolean(),
  }),
  'renew-activation': z.object({ state: account.shape.state, outcome: z.enum(['renewed', 'still-valid']) }),
  ...submissionResults,
  ...conversationResults,
  ...conversionResults,
} satisfies Record<EffectKind, z.ZodType>;
export type EffectResult<Kind extends EffectKind> = z.infer<(typeof effectResults)[Kind]>;
