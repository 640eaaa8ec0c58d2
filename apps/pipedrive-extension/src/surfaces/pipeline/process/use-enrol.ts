import { useRef, useState } from 'react';
import type { EnrolAnswer } from '#core/contract/conversion-view.ts';
import type { ProblemDocument } from '#core/contract/problem.ts';
import type { Api } from '../../../api.ts';
import { enrolMany } from '../../../conversion-calls.ts';
import { type Portion, portionsOf } from './enrolment.ts';

/** How far a follow-up for many is. */
export interface EnrolProgress {
  done: number;
  total: number;
  enrolled: number;
  left: EnrolAnswer['left'];
  isRunning: boolean;
  /** Why the rest did not go out. */
  problem: ProblemDocument | null;
}

export interface Enrolling {
  /** Null until it begins. */
  progress: EnrolProgress | null;
  /** Begins, or goes on where it stopped: a call without an answer is repeated with its own id. */
  run(): Promise<void>;
}

/** Begins a follow-up for many customers, portion by portion. `ids` is read once. */
export function useEnrol(api: Api, rule: string, ids: readonly string[]): Enrolling {
  const [progress, setProgress] = useState<EnrolProgress | null>(null);
  const waiting = useRef<Portion[] | null>(null);
  const isRunning = useRef(false);
  async function run(): Promise<void> {
    if (isRunning.current) return;
    isRunning.current = true;
    waiting.current ??= portionsOf(ids, () => crypto.randomUUID());
    let now: EnrolProgress = {
      ...(progress ?? { done: 0, total: ids.length, enrolled: 0, left: [] }),
      isRunning: true,
      problem: null,
    };
    setProgress(now);
    for (let portion = waiting.current[0]; portion; portion = waiting.current[0]) {
      const { ids: conversionIds, commandId } = portion;
      const answer = await enrolMany(api, { rule, conversionIds, commandId });
      if (!answer.ok) {
        now = { ...now, problem: answer.problem };
        break;
      }
      waiting.current.shift();
      now = withAnswer(now, answer.value, conversionIds.length);
      setProgress(now);
    }
    setProgress({ ...now, isRunning: false });
    isRunning.current = false;
  }
  return { progress, run };
}

function withAnswer(before: EnrolProgress, { enrolled, left }: EnrolAnswer, count: number): EnrolProgress {
  return {
    ...before,
    done: before.done + count,
    enrolled: before.enrolled + enrolled,
    left: [...before.left, ...left],
  };
}
