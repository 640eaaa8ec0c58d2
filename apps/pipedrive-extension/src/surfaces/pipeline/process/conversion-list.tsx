import { Suspense, useId } from 'react';
import type { ConversionPage, ProcessPicture } from '#core/contract/conversion-view.ts';
import { Button } from '../../../components/button.tsx';
import { useTexts } from '../../../components/language-context.ts';
import { lazyPart } from '../../../components/lazy-part.tsx';
import { Paging } from '../../../components/list/paging.tsx';
import { ProblemPage } from '../../../components/problem-page.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import { StaleBanner } from '../../../components/stale-banner.tsx';
import { StatePage } from '../../../components/state-page.tsx';
import { useRecords } from '../../../hooks/use-records.ts';
import type { TabProps } from '../tab-props.ts';
import { pipelineTexts } from '../texts.ts';
import type { Place } from '../use-address.ts';
import { ConversionTable } from './conversion-table.tsx';
import { ListFilters } from './list-filters.tsx';
import { processTexts } from './texts.ts';
import { type ListModel, pageLimit, useList } from './use-list.ts';

const EnrolBar = lazyPart(async () => (await import('./enrol-bar.tsx')).EnrolBar);

interface ListProps extends TabProps {
  steps: ProcessPicture['steps'];
  /** Called when customers were changed from here. */
  onChange(): void;
}

/** The customers one looks for, with what can be done for several at once. */
export function ConversionList({ surroundings, choices, place, steps, onChange }: ListProps) {
  const texts = useTexts(processTexts);
  const { api, visibility } = surroundings;
  const list = useList(api, visibility, place);
  const id = useId();
  const { value } = list.shown;
  return (
    <section className="conversions" aria-labelledby={id}>
      <h2 id={id}>{texts.list}</h2>
      <ListFilters place={place} choices={choices} steps={steps} searchBox={list.searchBox} />
      <Listed surroundings={surroundings} place={place} list={list} today={choices.today} />
      {value && list.selection.items.length > 0 && (
        <Suspense>
          <EnrolBar
            api={api}
            selection={list.selection}
            total={value.total}
            rules={choices.followUps}
            onDone={() => {
              list.refresh();
              onChange();
            }}
          />
        </Suspense>
      )}
    </section>
  );
}

interface ListedProps extends Pick<TabProps, 'surroundings' | 'place'> {
  list: ListModel;
  today: string;
}

function Listed({ surroundings, place, list, today }: ListedProps) {
  const loading = useTexts(pipelineTexts).loading;
  const { api, host } = surroundings;
  const records = useRecords(host, null);
  const { value, problem, freshAtMs } = list.shown;
  if (value === null) {
    return problem ? <ProblemPage problem={problem} onRetry={list.refresh} /> : <Skeleton label={loading} />;
  }
  return (
    <>
      {problem && freshAtMs !== null && (
        <StaleBanner problem={problem} freshAtMs={freshAtMs} nowMs={api.clock.nowMs()} />
      )}
      <div className={list.isLoading ? 'results results-loading' : 'results'} aria-busy={list.isLoading}>
        {value.items.length === 0 ? (
          <NoCustomer place={place} isLoading={list.isLoading} />
        ) : (
          <ConversionTable list={list} items={value.items} today={today} openDeal={records.openDeal} />
        )}
      </div>
      <Foot list={list} value={value} number={place.state.trail.length + 1} />
    </>
  );
}

function Foot({ list, value, number }: { list: ListModel; value: ConversionPage; number: number }) {
  const texts = useTexts(processTexts);
  return (
    <footer className="list-foot">
      <p className="hint" aria-live="polite">
        {list.isLoading ? '' : texts.results(value.items.length, value.total)}
      </p>
      <Paging
        number={number}
        of={list.isLoading ? null : Math.ceil(value.total / pageLimit)}
        hasNext={value.nextCursor !== null}
        isLoading={list.isLoading}
        onTurn={list.turn}
      />
      <p className="hint keys">{texts.keys}</p>
    </footer>
  );
}

function NoCustomer({ place: { state, go }, isLoading }: { place: Place; isLoading: boolean }) {
  const texts = useTexts(processTexts);
  const loading = useTexts(pipelineTexts).loading;
  if (isLoading) return <Skeleton label={loading} />;
  const isFiltered = state.step !== '' || state.owner !== null || state.isLate || state.text.trim() !== '';
  if (!isFiltered) return <StatePage icon="inbox" title={texts.empty} detail={texts.emptyDetail} />;
  return (
    <StatePage icon="search" title={texts.emptyFiltered} detail={texts.emptyFilteredDetail}>
      <Button onClick={() => go({ step: '', owner: null, isLate: false, text: '' })}>
        {texts.clearFilters}
      </Button>
    </StatePage>
  );
}
