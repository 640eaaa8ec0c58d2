import { useEffect, useRef, useState } from 'react';
import type { ProblemDocument } from '#core/contract/problem.ts';
import type { ProvisionView } from '#core/contract/provision-view.ts';
import type { SettingsApi } from './settings-api.ts';

/** How often the plan is read again while the service creates what is missing. */
const lookMs = 2_000;

export interface Provision {
  plan: ProvisionView;
  isApplying: boolean;
  problem: ProblemDocument | null;
  apply(): void;
}

/** The plan, and its application with progress. `onApplied` is called afterwards, also when something failed. */
export function useProvision(api: SettingsApi, first: ProvisionView, onApplied: () => void): Provision {
  const [plan, setPlan] = useState(first);
  const [isApplying, setApplying] = useState(false);
  const [problem, setProblem] = useState<ProblemDocument | null>(null);
  const timer = useRef<ReturnType<typeof setInterval>>(undefined);
  useEffect(() => () => clearInterval(timer.current), []);
  async function apply(): Promise<void> {
    setApplying(true);
    setProblem(null);
    let isOver = false;
    timer.current = setInterval(() => {
      void api.plan().then((seen) => {
        if (seen.ok && !isOver) setPlan(seen.value);
      });
    }, lookMs);
    const answer = await api.provision();
    isOver = true;
    clearInterval(timer.current);
    setApplying(false);
    if (answer.ok) setPlan(answer.value);
    else setProblem(answer.problem);
    onApplied();
  }
  return { plan, isApplying, problem, apply: () => void apply() };
}
