import * as z from 'zod';
import { Actor } from './model/staff-member.ts';

const id = z.number().int();

/** What entering a submission in the CRM does outside; a part of the closed list in effects.ts. */
export const submissionEffects = [
  /** Looks for a robot owner's person with this address, of this organization or of none. */
  z.object({
    kind: z.literal('find-requester'),
    email: z.string().nullable(),
    organizationName: z.string().nullable(),
  }),
  z.object({ kind: z.literal('ensure-organization'), name: z.string() }),
  z.object({
    kind: z.literal('ensure-person'),
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    organizationId: id.nullable(),
    /** Values for the custom fields named in the settings; the day as YYYY-MM-DD. */
    source: z.string(),
    requestedOn: z.string(),
  }),
  /** In the first stage of the pipeline of organizations. */
  z.object({
    kind: z.literal('ensure-deal'),
    title: z.string(),
    personId: id,
    organizationId: id.nullable(),
    /** Values for the custom fields named in the settings. */
    source: z.string(),
    need: z.string().nullable(),
  }),
  /** Tells the account request of the person, born here unless the CRM's webhooks were faster. */
  z.object({
    kind: z.literal('open-request'),
    personId: id,
    dealId: id,
    organizationId: id.nullable(),
    source: z.string(),
    by: Actor.nullable(),
    at: z.string(),
    /** Of the help desk, which is about it from now on; absent where there is none. */
    conversationId: id.optional(),
  }),
  z.object({
    kind: z.literal('keep-submission-as-note'),
    dealId: id,
    /** By which the note is recognised on the deal. */
    mark: z.string(),
    lines: z.array(z.string()),
  }),
] as const;

/** What each of them answers when it is done. */
export const submissionResults = {
  'find-requester': z.object({
    personId: id.nullable(),
    organizationId: id.nullable(),
    /** Their open deal that a robot owner holds. */
    dealId: id.nullable(),
  }),
  'ensure-organization': z.object({ organizationId: id }),
  'ensure-person': z.object({ personId: id }),
  'ensure-deal': z.object({ dealId: id }),
  /** null: the person has no account request, because somebody took them over meanwhile. */
  'open-request': z.object({ requestId: z.string().nullable() }),
  'keep-submission-as-note': z.object({}),
};
