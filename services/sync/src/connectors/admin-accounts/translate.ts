import type { AdminAccount } from '#core/model/admin-account.ts';
import { normaliseEmails } from '#core/model/email-address.ts';
import { accountExtension, type ScimUser } from './schema.ts';

/** Makes the activation link where the directory does not tell it. */
export type ActivationLinkOf = (accountId: string) => string;

/**
 * A SCIM user as an admin account. State and link come from the account extension; without it `active` is all that
 * is known, and an inactive account counts as gone.
 */
export function toAdminAccount(user: ScimUser, activationLinkOf?: ActivationLinkOf): AdminAccount {
  const extension = user[accountExtension];
  const state = extension?.state ?? (user.active === false ? 'gone' : 'active');
  const ownLink = extension ? extension.activationLink : activationLinkOf?.(user.id);
  return {
    id: user.id,
    userName: user.userName,
    state,
    activationLink: state === 'gone' ? null : (ownLink ?? null),
    activationExpiresAt: extension?.activationExpiresAt ?? null,
    ...holderOf(extension),
  };
}

/** Left out where the directory does not tell it: then nothing is known, rather than that nobody signed in. */
function holderOf(
  extension: ScimUser[typeof accountExtension],
): Pick<AdminAccount, 'lastSignInAt' | 'usesCount'> {
  const { lastSignInAt, usesCount } = extension ?? {};
  return {
    ...(lastSignInAt && { lastSignInAt: new Date(lastSignInAt).toISOString() }),
    ...(typeof usesCount === 'number' && { usesCount }),
  };
}

/** Every usable address of a user, normalised: the user name often is one. */
export function addressesOf(user: ScimUser): string[] {
  const listed = (user.emails ?? []).map(({ value }) => value ?? '');
  return normaliseEmails([user.userName, ...listed]);
}
