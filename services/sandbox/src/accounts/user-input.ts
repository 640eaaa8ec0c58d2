import { z } from 'zod';
import { accountExtension, coreUser } from './account.ts';
import { ScimError } from './scim-error.ts';

/** Some clients send booleans as text, with a capital (other-services.md section 3). */
const flag = z.union([
  z.boolean(),
  z
    .string()
    .regex(/^(true|false)$/i)
    .transform((text) => text.toLowerCase() === 'true'),
]);

const userInput = z.looseObject({
  schemas: z.array(z.string()).refine((schemas) => schemas.includes(coreUser), `must name ${coreUser}`),
  userName: z.string().trim().min(1),
  externalId: z.string().nullish(),
  active: flag.nullish(),
  emails: z
    .array(z.looseObject({ value: z.string().min(3), primary: flag.optional(), type: z.string().optional() }))
    .refine((emails) => emails.filter((email) => email.primary).length <= 1, 'at most one may be primary')
    .optional(),
  name: z.looseObject({ givenName: z.string().nullish(), familyName: z.string().nullish() }).nullish(),
  displayName: z.string().nullish(),
  title: z.string().nullish(),
  preferredLanguage: z.string().nullish(),
});

/** A user resource as a client may write it, without what the directory alone decides. */
export type UserInput = {
  userName: string;
  externalId: string | null;
  active: boolean | undefined;
  attributes: Record<string, unknown>;
};

const notKept = new Set([
  'id',
  'meta',
  'schemas',
  'userName',
  'externalId',
  'active',
  'password',
  'groups',
  accountExtension,
]);

/**
 * Checks a user resource of a POST or PUT, or one that a PATCH has changed. What is read-only is dropped.
 * @throws ScimError 400 invalidSyntax (not an object) or invalidValue (which attribute, and what is expected)
 */
export function parseUser(body: unknown): UserInput {
  if (typeof body !== 'object' || body === null) {
    throw new ScimError(
      400,
      'The body must be a JSON object sent as application/scim+json.',
      'invalidSyntax',
    );
  }
  const parsed = userInput.safeParse(body);
  if (!parsed.success) throw new ScimError(400, z.prettifyError(parsed.error), 'invalidValue');
  const { userName, externalId, active } = parsed.data;
  const attributes = Object.entries(parsed.data).filter(
    ([key, value]) => !notKept.has(key) && value !== null && value !== undefined,
  );
  return {
    userName,
    externalId: externalId ?? null,
    active: active ?? undefined,
    attributes: Object.fromEntries(attributes),
  };
}
