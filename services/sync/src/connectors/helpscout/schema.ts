import * as z from 'zod';

/** Help Scout leaves out what does not apply, or says null; an unknown form counts as absent. */
const optionalText = z.string().nullish().catch(null);
const optionalFlag = z.boolean().nullish().catch(null);
const text = z
  .string()
  .nullish()
  .catch(null)
  .transform((value) => value ?? '');

/** Ids are numbers in bodies and text in headers. */
export const DeskId = z.union([
  z.number().int().positive(),
  z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number),
]);
const optionalId = DeskId.nullish().catch(null);

/** Help Scout tells whole seconds; instants are compared as text, so all are written alike. */
const Instant = z.iso.datetime({ offset: true }).transform((told) => new Date(told).toISOString());

/**
 * A page of a HAL list: `_embedded` is absent when it is empty, and a `next` may stand on the last page
 * (helpscout.md 2.1).
 */
export function pageOf<S extends z.ZodType>(name: string, row: S) {
  const rows = z.array(row);
  return z
    .object({
      _embedded: z.record(z.string(), z.unknown()).nullish(),
      page: z.object({ totalPages: z.number().int() }).nullish().catch(null),
      _links: z
        .object({ next: z.object({ href: z.string() }).nullish().catch(null) })
        .nullish()
        .catch(null),
    })
    .transform((body, context) => {
      const parsed = rows.safeParse(body._embedded?.[name] ?? []);
      for (const issue of parsed.error?.issues ?? [])
        context.addIssue({ code: 'custom', message: issue.message, path: [name, ...issue.path] });
      return {
        rows: parsed.data ?? [],
        hasNext: Boolean(body._links?.next),
        totalPages: body.page?.totalPages ?? null,
      };
    });
}

/** helpscout.md 2.7 */
export const Mailbox = z.object({ id: DeskId, name: text, email: text });

/** helpscout.md 2.7; how a deactivated user is told is documented nowhere: all the usual ways count. */
export const User = z.object({
  id: DeskId,
  firstName: text,
  lastName: text,
  email: optionalText,
  type: optionalText,
  state: optionalText,
  isActive: optionalFlag,
  active: optionalFlag,
});
export type User = z.output<typeof User>;

/** A person as conversations and threads name them. */
const Person = z.object({
  id: optionalId,
  type: optionalText,
  first: text,
  last: text,
  email: optionalText,
});
const optionalPerson = Person.nullish().catch(null);

/** helpscout.md 2.2; a tag's name is in `tag`. */
export const Conversation = z.object({
  id: DeskId,
  number: optionalId,
  mailboxId: DeskId,
  subject: text,
  status: text,
  state: text,
  tags: z
    .array(z.object({ tag: optionalText, name: optionalText }))
    .nullish()
    .catch(null),
  primaryCustomer: optionalPerson,
  assignee: optionalPerson,
  createdAt: Instant,
  modifiedAt: optionalText,
  userUpdatedAt: optionalText,
  closedAt: optionalText,
  threads: z.number().nullish().catch(null),
  customerWaitingSince: z.object({ time: optionalText }).nullish().catch(null),
  _links: z
    .object({ web: z.object({ href: z.string() }).nullish().catch(null) })
    .nullish()
    .catch(null),
});
export type Conversation = z.output<typeof Conversation>;

/** `filename` is read, `fileName` is written. */
const Attachment = z.object({
  id: DeskId,
  filename: optionalText,
  fileName: optionalText,
  mimeType: optionalText,
  size: z.number().int().nonnegative().catch(0),
  state: optionalText,
});
export type Attachment = z.output<typeof Attachment>;

/** helpscout.md 2.3 and 3; where a merged thread came from is seen in runs only. */
export const Thread = z.object({
  id: DeskId,
  type: text,
  state: text,
  body: text,
  createdAt: Instant,
  createdBy: optionalPerson,
  savedReplyId: optionalId,
  action: z
    .object({
      type: optionalText,
      associatedEntities: z.object({ originalConversation: optionalId }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
  _embedded: z.object({ attachments: z.array(Attachment).nullish() }).nullish(),
});
export type Thread = z.output<typeof Thread>;

/** helpscout.md 2.5 */
export const Customer = z.object({
  id: DeskId,
  firstName: text,
  lastName: text,
  _embedded: z
    .object({
      emails: z
        .array(z.object({ value: optionalText }))
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
});
export type Customer = z.output<typeof Customer>;

/** A bare array of previews, without the text (helpscout.md 2.4). */
export const SavedReplies = z.array(z.object({ id: DeskId, name: text, preview: text }));
export const SavedReply = z
  .object({ id: DeskId, name: text, text })
  .transform(({ id, name, text: html }) => ({ id, name, html }));

/** helpscout.md 2.5 */
export const CustomerProperty = z.object({ slug: z.string(), name: text, type: text });

/** helpscout.md 3 */
export const Webhook = z.object({
  id: DeskId,
  url: text,
  events: z
    .array(z.string())
    .nullish()
    .catch(null)
    .transform((events) => events ?? []),
  state: z.enum(['enabled', 'disabled']).catch('enabled'),
  label: optionalText.transform((label) => label ?? null),
});
