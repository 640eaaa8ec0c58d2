import * as z from 'zod';
import { Actor } from './model/staff-member.ts';

const Instant = z.iso.datetime({ offset: true });
const Name = z.string().max(80);
const Kept = z.object({
  type: Name,
  at: Instant.optional().catch(undefined),
  /** A colleague, or the service. */
  by: Actor.optional().catch(undefined),
  kind: Name.optional().catch(undefined),
  effectId: z.uuid().optional().catch(undefined),
  decision: z.number().int().optional().catch(undefined),
  ask: z.object({ type: Name }).optional().catch(undefined),
});
const Refusal = z.object({ type: z.literal('refusal-requested'), reason: Name });
const Why = z.object({ key: Name });

/** What stays of a line of the journal when the person it tells of is erased; JSON. */
export interface KeptLine {
  event: Record<string, unknown>;
  reason: { key: string; values: Record<string, never> } | null;
}

/**
 * What happened, when, by which colleague, and by which of the settings' reasons: nothing that was said, written or read
 * of a person. What was kept once is kept again. Seals of form 2 are made over it: a change here is a form 3.
 *
 * @param event as the journal has it, of whatever release @param reason the same
 */
export function lineWithoutPerson(event: unknown, reason: unknown): KeptLine {
  const kept = Kept.safeParse(event).data ?? {};
  const refusal = Refusal.safeParse(event).data;
  const why = Why.safeParse(reason).data;
  const said = Object.entries({ ...kept, ...refusal }).filter(([, value]) => value !== undefined);
  return { event: Object.fromEntries(said), reason: why ? { key: why.key, values: {} } : null };
}
