import type { Store } from './instances.ts';

/** A form as it was recorded. */
export interface RecordedForm {
  company: string;
  /** Emptied when it is old and went well. */
  body: string;
  receivedAt: Date;
}

/** The delivery of a source with this key, whatever became of it. */
export async function readRecordedForm(
  store: Store,
  source: string,
  key: string,
): Promise<RecordedForm | undefined> {
  return store
    .selectFrom('deliveries')
    .select(['company', 'body', 'received_at as receivedAt'])
    .where('source', '=', source)
    .where('key', '=', key)
    .executeTakeFirst();
}
