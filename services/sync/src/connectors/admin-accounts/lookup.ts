import type { AxiosInstance } from 'axios';
import { OutsideError } from '../errors.ts';
import { toOutsideError } from '../http-errors.ts';
import { ScimList, ScimUser } from './schema.ts';
import { addressesOf } from './translate.ts';

/** A user of the directory, and by which of the addresses asked for it was found. */
export interface FoundUser {
  user: ScimUser;
  email: string;
}

/**
 * Looks for the account of a person: by user name, then by listed address, for each address in the order given.
 * What comes back is compared again, because directories differ in how they compare (E-05). An inactive account is
 * taken only when there is no other.
 *
 * @param emails normalised addresses
 */
export async function findByEmails(
  http: AxiosInstance,
  emails: readonly string[],
): Promise<FoundUser | null> {
  let inactive: FoundUser | null = null;
  for (const email of emails) {
    for (const attribute of ['userName', 'emails.value'] as const) {
      const users = await search(http, attribute, email);
      const matching = users.filter((user) => addressesOf(user).includes(email));
      const user = matching.find(({ active }) => active !== false);
      if (user) return { user, email };
      if (matching[0]) inactive ??= { user: matching[0], email };
    }
  }
  return inactive;
}

/** The account that was created for this request, if it was. */
export async function findByExternalId(http: AxiosInstance, externalId: string): Promise<ScimUser | null> {
  const users = await search(http, 'externalId', externalId);
  return users.find((user) => user.externalId === externalId) ?? null;
}

/** @throws OutsideError */
async function search(
  http: AxiosInstance,
  attribute: 'userName' | 'emails.value' | 'externalId',
  value: string,
): Promise<ScimUser[]> {
  // A JSON string is the literal SCIM filters take (RFC 7644 3.4.2.2), quotes and backslashes escaped.
  const filter = encodeURIComponent(`${attribute} eq ${JSON.stringify(value)}`);
  try {
    const { data } = await http.get(`/Users?filter=${filter}`);
    return ScimList.parse(data).Resources ?? [];
  } catch (error) {
    const failed = toOutsideError(error, 'accounts');
    // Only the user name must be searchable (other-services.md 3); a directory that cannot search by more says 400.
    if (failed instanceof OutsideError && failed.failure.status === 400 && attribute !== 'userName')
      return [];
    throw failed;
  }
}

/** Reads the body of an answer as one user. @throws OutsideError `broken` */
export function readUser(body: unknown): ScimUser {
  const parsed = ScimUser.safeParse(body);
  if (!parsed.success) throw toOutsideError(parsed.error, 'accounts');
  return parsed.data;
}
