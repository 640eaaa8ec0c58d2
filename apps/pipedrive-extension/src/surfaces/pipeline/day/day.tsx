import { type RefObject, Suspense, useEffect, useRef } from 'react';
import type { MyDay } from '#core/contract/conversion-view.ts';
import { useTexts } from '../../../components/language-context.ts';
import { lazyPart } from '../../../components/lazy-part.tsx';
import { ProblemPage } from '../../../components/problem-page.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import { StaleBanner } from '../../../components/stale-banner.tsx';
import { StatePage } from '../../../components/state-page.tsx';
import { myDay } from '../../../conversion-calls.ts';
import { useConversionCommand } from '../../../hooks/use-conversion-command.ts';
import { useLive } from '../../../hooks/use-live.ts';
import { useRecords } from '../../../hooks/use-records.ts';
import { restingMs } from '../rhythm.ts';
import type { TabProps } from '../tab-props.ts';
import { pipelineTexts } from '../texts.ts';
import { CommandNews } from './command-news.tsx';
import { NextSteps } from './next-steps.tsx';
import { PromiseList } from './promise-list.tsx';
import { dayTexts } from './texts.ts';

const CalendarFeed = lazyPart(async () => (await import('./calendar-feed.tsx')).CalendarFeed);

const groups = ['late', 'dueToday', 'soon'] as const;

/** What the reader promised and what waits for them, and the way to have it in a calendar. */
export function Day({ surroundings }: TabProps) {
  const loading = useTexts(pipelineTexts).loading;
  const { api, host, visibility } = surroundings;
  const { live, shown } = useLive<MyDay>({
    load: (signal) => myDay(api, signal),
    merge: (_before, arriving) => arriving,
    delayMs: () => restingMs,
    nowMs: api.clock.nowMs,
    visibility,
  });
  const commands = useConversionCommand(api, live.refresh);
  const records = useRecords(host, null);
  const news = useFocusLeft(commands.news, shown.value);
  const { value, problem, freshAtMs } = shown;
  if (value === null) {
    return problem ? <ProblemPage problem={problem} onRetry={live.refresh} /> : <Skeleton label={loading} />;
  }
  return (
    <div className="day">
      {problem && freshAtMs !== null && (
        <StaleBanner problem={problem} freshAtMs={freshAtMs} nowMs={api.clock.nowMs()} />
      )}
      <div ref={news} tabIndex={-1} className="news">
        <CommandNews commands={commands} nowMs={api.clock.nowMs} />
      </div>
      {isFree(value) && <FreeDay />}
      {groups.map((group) => (
        <PromiseList
          key={group}
          group={group}
          items={value[group]}
          today={value.today}
          commands={commands}
          openDeal={records.openDeal}
        />
      ))}
      <NextSteps items={value.nextSteps} openDeal={records.openDeal} />
      <Suspense>
        <CalendarFeed api={api} />
      </Suspense>
    </div>
  );
}

/** A promise that is kept goes, with the button that had the focus: the focus goes to what says so. */
function useFocusLeft(news: unknown, day: MyDay | null): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  const settled = useRef<unknown>(null);
  useEffect(() => {
    if (day === null || news === settled.current || document.activeElement !== document.body) return;
    settled.current = news;
    if (news !== null) place.current?.focus();
  }, [news, day]);
  return place;
}

function isFree({ late, dueToday, soon, nextSteps }: MyDay): boolean {
  return late.length + dueToday.length + soon.length + nextSteps.length === 0;
}

function FreeDay() {
  const texts = useTexts(dayTexts);
  return <StatePage icon="check" title={texts.free} detail={texts.freeDetail} />;
}
