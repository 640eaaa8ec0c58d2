import { type Account, accountExtension, accountState, coreUser } from './account.ts';

/** The entity tag of an account, equal to meta.version (RFC 7643 3.1). */
export function accountVersion(account: Account): string {
  return `W/"${account.revision}"`;
}

/**
 * An account as a SCIM user resource with the account extension.
 * @param url address of the sandbox, without a slash at its end
 */
export function userResource(account: Account, url: string, now: Date): Record<string, unknown> {
  return {
    schemas: [coreUser, accountExtension],
    id: account.id,
    ...(account.externalId === null ? {} : { externalId: account.externalId }),
    userName: account.userName,
    ...account.attributes,
    active: account.active,
    [accountExtension]: {
      state: accountState(account, now),
      activationLink: activationLink(account, url),
      activationExpiresAt: account.activationExpiresAt,
      ...(account.lastSignInAt !== null && {
        lastSignInAt: account.lastSignInAt,
        usesCount: account.usesCount,
      }),
    },
    meta: {
      resourceType: 'User',
      created: account.createdAt,
      lastModified: account.updatedAt,
      location: userLocation(account, url),
      version: accountVersion(account),
    },
  };
}

/** Where the holder activates the account. */
export function activationLink(account: Account, url: string): string {
  return `${url}/activate/${account.activationToken}`;
}

export function userLocation(account: Account, url: string): string {
  return `${url}/scim/v2/Users/${account.id}`;
}

/** A page of results (RFC 7644 3.4.2); `startIndex` counts from 1. */
export function listResponse(
  resources: readonly Record<string, unknown>[],
  total: number,
  startIndex: number,
): Record<string, unknown> {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: total,
    startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  };
}
