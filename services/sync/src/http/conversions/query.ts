import * as z from 'zod';

/** A part of an address; an empty one is one that was not given. */
export const given = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((text) => (text === '' ? undefined : text), schema);

/** A record of the CRM by its number. */
export const RecordId = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
export const OwnerId = RecordId;
