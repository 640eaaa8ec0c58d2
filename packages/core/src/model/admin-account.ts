import * as z from 'zod';

/** Life of an admin account in the directory (interfaces.md section 5, "Account directory"). */
export const AdminAccountState = z.enum(['invited', 'active', 'expired', 'gone']);
export type AdminAccountState = z.infer<typeof AdminAccountState>;

/** An admin account of the product. The activation link is a secret: it is read when needed, never stored. */
export interface AdminAccount {
  id: string;
  userName: string;
  state: AdminAccountState;
  activationLink: string | null;
  activationExpiresAt: string | null;
  /** When its holder last signed in, and how many uses they made; absent where the directory does not tell. */
  lastSignInAt?: string;
  usesCount?: number;
}
