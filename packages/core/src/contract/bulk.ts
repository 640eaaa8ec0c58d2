import * as z from 'zod';
import { decisionFields } from './command-fields.ts';

const { target, reason, note, document } = decisionFields;

const envelope = {
  /** The same id gets the same bulk decision. */
  commandId: z.uuid(),
  /** Each request once, in the order given. */
  requestIds: z
    .array(z.uuid())
    .min(1)
    .max(500)
    .transform((ids) => [...new Set(ids)]),
};

/** Body of `POST /api/bulk-decisions`: one decision for many requests. */
export const BulkDecision = z.discriminatedUnion('type', [
  z.object({ ...envelope, type: z.literal('accept-request'), target: target.optional() }),
  z.object({ ...envelope, type: z.literal('refuse-request'), reason, note: note.optional() }),
  z.object({ ...envelope, type: z.literal('ask-for-evidence'), document }),
  z.object({ ...envelope, type: z.literal('reconsider-request') }),
]);
export type BulkDecision = z.infer<typeof BulkDecision>;
export type BulkDecisionType = BulkDecision['type'];

/** Answer of `POST /api/bulk-decisions`: it goes on by itself. */
export interface BulkDecisionStarted {
  id: string;
}

/** How far one request of it is; `reason` in the reader's words, null when there is nothing to say. */
export interface BulkDecisionItem {
  requestId: string;
  /** Whose request it is. */
  name: string;
  outcome: 'waiting' | 'advanced' | 'ignored' | 'refused' | 'failed';
  reason: string | null;
}

/** `GET /api/bulk-decisions/{id}`. */
export interface BulkDecisionView {
  id: string;
  total: number;
  done: number;
  /** ISO 8601, UTC; null while it goes on. */
  finishedAt: string | null;
  items: BulkDecisionItem[];
}
