import * as z from 'zod';

export const coreUser = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const patchOp = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
/** Where directories that know invitations keep them (interfaces.md section 5, "Account directory"). */
export const accountExtension = 'urn:ietf:params:scim:schemas:extension:account:2.0:User';

/** Some directories write booleans as text, "False" (other-services.md 3). */
const flag = z
  .union([
    z.boolean(),
    z
      .string()
      .regex(/^(true|false)$/i)
      .transform((text) => text.toLowerCase() === 'true'),
  ])
  .nullish()
  .catch(null);

const optionalText = z.string().nullish().catch(null);

/** A SCIM user as far as we use it; all but the id and the name may be missing. */
export const ScimUser = z.object({
  id: z.union([z.string().min(1), z.number().transform(String)]),
  userName: z.string(),
  externalId: optionalText,
  active: flag,
  emails: z
    .array(z.object({ value: optionalText }))
    .nullish()
    .catch(null),
  [accountExtension]: z
    .object({
      state: z
        .string()
        .transform((state) => state.toLowerCase())
        .pipe(z.enum(['invited', 'active', 'expired', 'gone']))
        .nullish()
        .catch(null),
      activationLink: optionalText,
      activationExpiresAt: optionalText,
      lastSignInAt: z.iso.datetime({ offset: true }).nullish().catch(null),
      usesCount: z.int().nullish().catch(null),
    })
    .nullish()
    .catch(null),
});
export type ScimUser = z.output<typeof ScimUser>;

/** A list answer; directories leave `Resources` out when it is empty. */
export const ScimList = z.object({ Resources: z.array(ScimUser).nullish() });
