import type { ProcessPicture } from '#core/contract/conversion-view.ts';
import { useTexts } from '../../../components/language-context.ts';
import { ProblemPage } from '../../../components/problem-page.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import { processPicture } from '../../../conversion-calls.ts';
import { useLive } from '../../../hooks/use-live.ts';
import { restingMs } from '../rhythm.ts';
import type { TabProps } from '../tab-props.ts';
import { pipelineTexts } from '../texts.ts';
import { ConversionList } from './conversion-list.tsx';
import { ProcessMap } from './process-map.tsx';

/** The process with everybody in it, and the list of those one looks for. */
export function Process({ surroundings, choices, place }: TabProps) {
  const texts = useTexts(pipelineTexts);
  const { api, visibility } = surroundings;
  const { live, shown } = useLive<ProcessPicture>({
    load: (signal) => processPicture(api, signal),
    merge: (_before, arriving) => arriving,
    delayMs: () => restingMs,
    nowMs: api.clock.nowMs,
    visibility,
  });
  const { value, problem } = shown;
  if (value === null) {
    if (problem) return <ProblemPage problem={problem} onRetry={live.refresh} />;
    return <Skeleton label={texts.loading} />;
  }
  return (
    <>
      <ProcessMap picture={value} chosen={place.state.step} onChoose={(step) => place.go({ step })} />
      <ConversionList
        surroundings={surroundings}
        choices={choices}
        place={place}
        steps={value.steps}
        onChange={live.refresh}
      />
    </>
  );
}
