import * as z from 'zod';

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
});
export type Actor = z.infer<typeof Actor>;
