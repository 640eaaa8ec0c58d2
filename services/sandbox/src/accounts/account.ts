import { z } from 'zod';

/** The extension that carries the life of an admin account (interfaces.md section 5). */
export const accountExtension = 'urn:ietf:params:scim:schemas:extension:account:2.0:User';
export const coreUser = 'urn:ietf:params:scim:schemas:core:2.0:User';

export const accountSchema = z.object({
  id: z.string(),
  userName: z.string(),
  externalId: z.string().nullable(),
  active: z.boolean(),
  /** The other SCIM attributes, as the client gave them (name, emails, title…). */
  attributes: z.record(z.string(), z.unknown()),
  state: z.enum(['invited', 'active', 'gone']),
  activationToken: z.string(),
  activationExpiresAt: z.string(),
  activatedAt: z.string().nullable(),
  /** What the holder does with the account; a reader sees it once they signed in. */
  lastSignInAt: z.string().nullable().default(null),
  usesCount: z.int().default(0),
  revision: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Account = z.infer<typeof accountSchema>;

export const accountsMemory = z.object({ accounts: z.array(accountSchema) });
/** All accounts, oldest first. Plain data: it is saved to a file and read back. */
export type AccountsMemory = z.infer<typeof accountsMemory>;

export type AccountState = 'invited' | 'active' | 'expired' | 'gone';

/** The state a reader sees: an invitation nobody took up in time is expired. */
export function accountState(account: Account, now: Date): AccountState {
  if (account.state !== 'invited') return account.state;
  return Date.parse(account.activationExpiresAt) <= now.getTime() ? 'expired' : 'invited';
}

/** The e-mail addresses of an account, the primary one first. */
export function accountEmails(account: Account): string[] {
  const emails = account.attributes.emails;
  if (!Array.isArray(emails)) return [];
  const list = emails.filter(isEmail);
  return [...list.filter((email) => email.primary), ...list.filter((email) => !email.primary)].map(
    (email) => email.value,
  );
}

/** What people call the holder: display name, else the name's parts, else the user name. */
export function accountName(account: Account): string {
  const { displayName, name } = account.attributes;
  if (typeof displayName === 'string' && displayName) return displayName;
  const parsed = z
    .object({ givenName: z.string().optional(), familyName: z.string().optional() })
    .safeParse(name);
  const parts = parsed.success ? [parsed.data.givenName, parsed.data.familyName].filter(Boolean) : [];
  return parts.length > 0 ? parts.join(' ') : account.userName;
}

function isEmail(value: unknown): value is { value: string; primary?: boolean } {
  return typeof value === 'object' && value !== null && 'value' in value && typeof value.value === 'string';
}
