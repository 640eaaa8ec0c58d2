import * as z from 'zod';
import { RecordId } from './schema.ts';

/** Ids of `meta` are digits in strings in the captures, numbers in some third-party descriptions (pipedrive.md 3.3). */
const idText = z.union([z.string().min(1), z.number().transform(String)]);
const optionalIdText = idText.nullish().catch(null);
/** Digits in strings in the captures; absent in older ones and for users (pipedrive.md 3.3). */
const optionalIds = z.array(RecordId).nullish().catch(null);
const content = z.record(z.string(), z.unknown()).nullish().catch(null);

/** The envelope of a webhook v2 (pipedrive.md 3.3); only what is needed to file it is compulsory. */
export const WebhookEnvelope = z.object({
  meta: z.object({
    id: idText,
    action: z.enum(['create', 'change', 'delete']),
    entity: z.string().min(1),
    company_id: idText,
    entity_id: optionalIdText,
    webhook_id: optionalIdText,
    user_id: optionalIdText,
    change_source: optionalIdText,
    timestamp: optionalIdText,
    version: optionalIdText,
    merged_to_id: optionalIdText,
    permitted_user_ids: optionalIds,
  }),
  data: content,
  previous: content,
});
export type WebhookEnvelope = z.output<typeof WebhookEnvelope>;

/** The id of the record: in `meta`, and in the record itself. */
export function entityIdOf({ meta, data, previous }: WebhookEnvelope): string | null {
  const own = idText.safeParse(data?.id ?? previous?.id);
  return meta.entity_id ?? (own.success ? own.data : null);
}
