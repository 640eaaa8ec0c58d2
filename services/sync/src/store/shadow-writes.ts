import { sql } from 'kysely';
import type { Store } from './instances.ts';
import { jsonText } from './json-text.ts';

/** One write that shadow mode kept inside, as it would have left. */
export interface ShadowWrite {
  vendor: 'pipedrive' | 'accounts' | 'mail' | 'helpscout';
  /** Of HTTP; MAIL for a mail, whose path is the recipient. */
  method: string;
  path: string;
  body: unknown;
}

/** Keeps what an effect would have written; a repetition of it says so anew. */
export async function keepShadowWrites(
  store: Store,
  effectId: string,
  writes: readonly ShadowWrite[],
): Promise<void> {
  await sql`update effects set shadow = ${jsonText(writes)}::jsonb where id = ${effectId}`.execute(store);
}
