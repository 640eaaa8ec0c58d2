import * as z from 'zod';
import { plainText } from './command-fields.ts';

/**
 * `enter-request`: staff enter a request for somebody on the phone or at an event (DS-23). Without an address
 * (`emailUnknown`) it is born incomplete.
 */
export const EnterRequest = z
  .object({
    commandId: z.uuid(),
    type: z.literal('enter-request'),
    name: plainText.trim().min(1).max(200),
    email: plainText.trim().max(254).optional(),
    emailUnknown: z.boolean().optional(),
    phone: plainText.trim().max(50).optional(),
    organization: plainText.trim().max(200).optional(),
    need: plainText.trim().max(3000).optional(),
    /** Where it comes from: `phone`, `event`, or a source of the public form's settings. */
    source: plainText.trim().min(1).max(100),
  })
  .refine(({ email, emailUnknown }) => Boolean(email) !== (emailUnknown ?? false), {
    path: ['email'],
    message: 'expected an e-mail address, or emailUnknown',
  });
export type EnterRequest = z.infer<typeof EnterRequest>;

/** Answer of `enter-request`: the request where there is one already, else the submission it will be born of. */
export interface EnterRequestAnswer {
  outcome: 'advanced' | 'ignored' | 'refused';
  reason: string | null;
  requestId: string | null;
  submissionId: string | null;
}
