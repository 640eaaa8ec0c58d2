import type { Funnel } from '#core/contract/conversion-view.ts';
import { useTexts } from '../../../components/language-context.ts';
import { ProblemPage } from '../../../components/problem-page.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import { StaleBanner } from '../../../components/stale-banner.tsx';
import { type FunnelQuery, funnel } from '../../../conversion-calls.ts';
import { useLive } from '../../../hooks/use-live.ts';
import type { Surroundings } from '../../../start-surface.tsx';
import { figuresMs } from '../rhythm.ts';
import type { TabProps } from '../tab-props.ts';
import { pipelineTexts } from '../texts.ts';
import { timeOf } from '../view-model.ts';
import { FollowUpFigures } from './follow-up-figures.tsx';
import { FunnelFile } from './funnel-file.tsx';
import { FunnelPlot, TimePlot, UseCasePlot } from './plots.tsx';
import { PromiseFigures } from './promise-figures.tsx';
import { TimeChoice } from './time-choice.tsx';

/** How many come how far, how long it takes, what was promised and kept: for a time, and for an owner or all. */
export function Figures({ surroundings, choices, place }: TabProps) {
  const query = { ...timeOf(place.state, choices.today), owner: place.state.owner };
  return (
    <div className="figures">
      <TimeChoice place={place} choices={choices}>
        <FunnelFile api={surroundings.api} query={query} />
      </TimeChoice>
      <Told key={JSON.stringify(query)} surroundings={surroundings} query={query} />
    </div>
  );
}

function Told({ surroundings, query }: { surroundings: Surroundings; query: FunnelQuery }) {
  const { loading } = useTexts(pipelineTexts);
  const { api, visibility } = surroundings;
  const { live, shown } = useLive<Funnel>({
    load: (signal) => funnel(api, query, signal),
    merge: (_before, arriving) => arriving,
    delayMs: () => figuresMs,
    nowMs: api.clock.nowMs,
    visibility,
  });
  const { value, problem, freshAtMs } = shown;
  if (value === null) {
    return problem ? <ProblemPage problem={problem} onRetry={live.refresh} /> : <Skeleton label={loading} />;
  }
  return (
    <>
      {problem && freshAtMs !== null && (
        <StaleBanner problem={problem} freshAtMs={freshAtMs} nowMs={api.clock.nowMs()} />
      )}
      <div className="figure-grid">
        <FunnelPlot funnel={value} />
        <TimePlot funnel={value} />
        <UseCasePlot funnel={value} />
        <PromiseFigures promises={value.promises} />
      </div>
      <FollowUpFigures followUps={value.followUps} />
    </>
  );
}
