import type { ProblemDocument } from '#core/contract/problem.ts';
import { momentWords } from '../dates.ts';
import { isPassing } from '../service/failures.ts';
import { Banner } from './banner.tsx';
import { useLanguage, useTexts } from './language-context.ts';
import { sharedTexts } from './texts.ts';

/** Says that what is shown may be old, from when it is, and that the surface keeps trying. */
export function StaleBanner(props: { problem: ProblemDocument; freshAtMs: number; nowMs: number }) {
  const texts = useTexts(sharedTexts);
  const at = momentWords(new Date(props.freshAtMs).toISOString(), props.nowMs, useLanguage());
  return (
    <Banner>
      {isPassing(props.problem) ? texts.stale(at) : texts.staleBecause(at, props.problem.title)}
    </Banner>
  );
}
