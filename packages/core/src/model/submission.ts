import * as z from 'zod';
import { Language } from './localized.ts';

/** What somebody asked for by the public form, or what staff entered for them on the phone or at an event (DS-23). */
export const Submission = z.object({
  /** By which staff recognise it, on the note it leaves. */
  reference: z.string().min(1),
  receivedAt: z.string(),
  /** `request-form`, `request-form/<code of the link>`, `phone`, `event`, or a code staff chose. */
  source: z.string().min(1),
  /** The language the requester chose. */
  language: Language,
  name: z.string().min(1),
  /** Normalised. */
  email: z.string().nullable(),
  phone: z.string().nullable(),
  organization: z.string().nullable(),
  /** SIREN (9 digits) or SIRET (14 digits). */
  siren: z.string().nullable(),
  need: z.string().nullable(),
  /** Digest of the secret in the address of the requester's page; null when they have none. */
  page: z.string().nullable(),
  /** Of the help desk, in which its link was sent or it was opened; absent where there is none. */
  conversationId: z.number().int().optional(),
});
export type Submission = z.infer<typeof Submission>;
