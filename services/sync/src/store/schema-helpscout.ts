import type { ColumnType } from 'kysely';
import type { DefaultStamp, OptionalJson, OptionalStamp, Stamp } from './column-types.ts';

/** The tables of migrations/0011_helpscout.sql. */
export interface HelpscoutTables {
  helpscout_tokens: { company: string; token: string; expires_at: Stamp };
  helpscout_saved_replies: {
    company: string;
    mailbox_id: number;
    id: number;
    name: string;
    html: string;
    digest: string;
    seen_at: DefaultStamp;
    gone_at: OptionalStamp;
    change: OptionalJson;
    changed_at: OptionalStamp;
  };
  account_looks: { instance_id: string; looked_at: DefaultStamp };
  form_invitations: {
    code_digest: string;
    company: string;
    conversation_id: number;
    name: string | null;
    email: string | null;
    made_at: DefaultStamp;
    used_by: ColumnType<string | null, never, string>;
  };
}
