import type { Generated } from 'kysely';
import type { DefaultStamp, Stamp } from './column-types.ts';

/** The tables of migrations/0013_budgets.sql, where each is explained. */
export interface BudgetTables {
  token_budget: {
    company: string;
    day: string;
    spent: Generated<number>;
    allowance: number | null;
    remaining: number | null;
  };
  token_hours: { company: string; hour: Stamp; purpose: string; spent: Generated<number> };
  call_leases: {
    company: string;
    kind: string;
    node: string;
    share: number;
    wanted: number;
    told: number | null;
    share_before: Generated<number>;
    before_until: DefaultStamp;
    expires_at: Stamp;
  };
  /** Of migrations/0019_call_turns.sql. */
  call_turns: { company: string; lane: string; free_at: Stamp };
}
