import { useCallback, useState } from 'react';
import type { ProblemDocument } from '#core/contract/problem.ts';
import type { SavedView, SaveView } from '#core/contract/saved-views.ts';
import type { Api } from '../../api.ts';
import { useAnswer } from '../../hooks/use-answer.ts';
import type { Answer } from '../../service/answer.ts';
import { deleteView, savedViews, saveView } from '../../work-calls.ts';

/** The saved views and what can be done with them. */
export interface ViewsModel {
  views: readonly SavedView[];
  /** Why the last save or removal failed. */
  problem: ProblemDocument | null;
  isBusy: boolean;
  /** True when it was saved. */
  save(view: SaveView): Promise<boolean>;
  /** True when it is gone. */
  remove(id: string): Promise<boolean>;
}

/** Reads the views once; one's own changes show at once. */
export function useViews(api: Api): ViewsModel {
  const { answer } = useAnswer(useCallback((signal: AbortSignal) => savedViews(api, signal), [api]));
  const [own, setOwn] = useState<{ added: SavedView[]; removedIds: string[] }>({ added: [], removedIds: [] });
  const [problem, setProblem] = useState<ProblemDocument | null>(null);
  const [isBusy, setBusy] = useState(false);
  async function change<Value>(work: Promise<Answer<Value>>): Promise<Value | null> {
    setBusy(true);
    const done = await work;
    setBusy(false);
    setProblem(done.ok ? null : done.problem);
    return done.ok ? done.value : null;
  }
  const known = [...(answer?.ok ? answer.value.items : []), ...own.added];
  return {
    views: known.filter(({ id }) => !own.removedIds.includes(id)),
    problem,
    isBusy,
    async save(view) {
      const saved = await change(saveView(api, view));
      if (saved) setOwn((before) => ({ ...before, added: [...before.added, saved] }));
      return saved !== null;
    },
    async remove(id) {
      const isRemoved = (await change(deleteView(api, id))) !== null;
      if (isRemoved) setOwn((before) => ({ ...before, removedIds: [...before.removedIds, id] }));
      return isRemoved;
    },
  };
}
