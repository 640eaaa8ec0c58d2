import { useRef, useState } from 'react';
import type { BulkDecision } from '#core/contract/bulk.ts';
import type { ProblemDocument } from '#core/contract/problem.ts';
import type { Api } from '../api.ts';
import type { BulkDraft } from '../components/bulk/view-model.ts';
import { startBulk } from '../work-calls.ts';

export interface BulkOrdering {
  /** The id of the decision that has begun, or null when it has not. */
  send(draft: BulkDraft, requestIds: readonly string[]): Promise<string | null>;
  isBusy: boolean;
  problem: ProblemDocument | null;
}

/** Begins a decision about several requests. The same order sent again keeps its id, so that it is taken once. */
export function useBulkOrder(api: Api): BulkOrdering {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemDocument | null>(null);
  const last = useRef({ written: '', commandId: '' });
  async function send(draft: BulkDraft, requestIds: readonly string[]): Promise<string | null> {
    const written = JSON.stringify([draft, requestIds]);
    if (last.current.written !== written) last.current = { written, commandId: crypto.randomUUID() };
    setBusy(true);
    const order = { ...draft, requestIds: [...requestIds], commandId: last.current.commandId };
    const answer = await startBulk(api, order satisfies BulkDecision);
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    return answer.ok ? answer.value.id : null;
  }
  return { send, isBusy, problem };
}
