import * as z from 'zod';
import type { Language } from './localized.ts';

/** Somebody of the team, known by their Pipedrive id. */
export const StaffMember = z.object({
  id: z.number().int(),
  name: z.string(),
  email: z.string(),
  active: z.boolean(),
  /** Of the CRM's roles; absent where it was not told. */
  roleId: z.number().int().optional(),
  /** Administrator of the CRM; absent where it was not told. */
  isAdmin: z.boolean().optional(),
});
export type StaffMember = z.infer<typeof StaffMember>;

/** A role of Pipedrive's permission settings. */
export const Role = z.object({ id: z.number().int(), name: z.string() });
export type Role = z.infer<typeof Role>;

/** Where a person was when they did something. */
export const Surface = z.enum(['pipedrive', 'slack', 'helpscout', 'console', 'service']);
export type Surface = z.infer<typeof Surface>;

/** Who did it: a staff member on a surface, or the service itself. */
export const Actor = z.object({
  staffId: z.number().int().nullable(),
  name: z.string(),
  email: z.string().nullable(),
  surface: Surface,
  /** Who was away, and in whose place it was done; absent where somebody acted in their own right. */
  standsInFor: z.object({ staffId: z.number().int(), name: z.string() }).optional(),
});
export type Actor = z.infer<typeof Actor>;

/** "A", or "A (pour B)" for somebody who stood in for B. */
export function actorText(
  { name, standsInFor }: Pick<Actor, 'name' | 'standsInFor'>,
  language: Language,
): string {
  return standsInFor ? inPlaceOf(name, standsInFor.name, language) : name;
}

/** "A (pour B)": who did it, and in whose place. */
export function inPlaceOf(name: string, absent: string, language: Language): string {
  return language === 'fr' ? `${name} (pour ${absent})` : `${name} (for ${absent})`;
}

/** What a reason says beside the name of somebody who stood in for another (processes/account-request/texts.ts). */
export function absentOf({ standsInFor }: Actor): Record<string, string> {
  return standsInFor ? { absent: standsInFor.name } : {};
}
