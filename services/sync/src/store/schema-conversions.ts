import type { DefaultStamp, Json, OptionalStamp } from './column-types.ts';

/** The tables of migrations/0012_conversions.sql. */
export interface ConversionTables {
  follow_up_versions: { company: string; key: string; number: number; since: DefaultStamp; content: Json };
  opt_outs: { company: string; email: string; at: DefaultStamp; told_by: string };
  calendar_feeds: {
    company: string;
    staff_id: number;
    secret_digest: string;
    made_at: DefaultStamp;
    read_at: OptionalStamp;
  };
  week_digests: { company: string; staff_id: number; day: string; sent_at: DefaultStamp };
}
