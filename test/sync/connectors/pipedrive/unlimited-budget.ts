import type { Answer } from '#sync/connectors/http.ts';
import type { TokenBudget } from '#sync/connectors/pipedrive/budget.ts';

/** A budget that refuses nothing and remembers what it was told. */
export function unlimitedBudget(): TokenBudget & { spent: number[]; seen: Answer[] } {
  const spent: number[] = [];
  const seen: Answer[] = [];
  return {
    spent,
    seen,
    spend: async (cost) => {
      spent.push(cost);
      return () => undefined;
    },
    observe: (answer) => void seen.push(answer),
    pauseMs: () => 2_000,
    flush: async () => {},
  };
}
