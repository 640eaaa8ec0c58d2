import type { RequestPage } from '#core/contract/request-view.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { useTexts } from '../../components/language-context.ts';
import { Paging } from '../../components/list/paging.tsx';
import { ProblemPage } from '../../components/problem-page.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { StaleBanner } from '../../components/stale-banner.tsx';
import { StatePage } from '../../components/state-page.tsx';
import { useRecords } from '../../hooks/use-records.ts';
import type { Host } from '../../host/host.ts';
import { RequestTable } from './request-table.tsx';
import { type RequestsTexts, requestsTexts } from './texts.ts';
import type { PageModel } from './use-page.ts';
import { pageLimit } from './view-model.ts';

interface ListProps {
  page: PageModel;
  host: Host;
  mayDecide: boolean;
  nowMs: () => number;
}

/** The table with its paging, or the reason why there is none. */
export function RequestList({ page, host, mayDecide, nowMs }: ListProps) {
  const texts = useTexts(requestsTexts);
  const records = useRecords(host, null);
  const { value, problem, freshAtMs } = page.shown;
  if (value === null) {
    return problem ? (
      <ProblemPage problem={problem} onRetry={page.refresh} />
    ) : (
      <Skeleton label={texts.loading} />
    );
  }
  return (
    <>
      {problem && freshAtMs !== null && (
        <StaleBanner problem={problem} freshAtMs={freshAtMs} nowMs={nowMs()} />
      )}
      {value.trouble && value.items.length > 0 && <Banner>{value.trouble}</Banner>}
      <div className={page.isLoading ? 'results results-loading' : 'results'} aria-busy={page.isLoading}>
        {value.items.length === 0 ? (
          <EmptyList page={page} trouble={value.trouble} />
        ) : (
          <RequestTable
            page={page}
            items={value.items}
            records={records}
            mayDecide={mayDecide}
            nowMs={nowMs}
          />
        )}
      </div>
      <footer className="list-foot">
        <p className="hint" aria-live="polite">
          {page.isLoading ? '' : resultWords(value, texts)}
        </p>
        <Paging
          number={page.address.trail.length + 1}
          of={page.isLoading || value.total === null ? null : Math.ceil(value.total / pageLimit)}
          hasNext={value.nextCursor !== null}
          isLoading={page.isLoading}
          onTurn={page.turn}
        />
        <p className="hint keys">{texts.keys}</p>
      </footer>
    </>
  );
}

/** How many are shown, and of how many where there are further pages. */
function resultWords({ items, total }: RequestPage, texts: RequestsTexts): string {
  const shown = texts.results(items.length);
  if (total === null) return `${shown}, ${texts.manyMore}`;
  return total > items.length ? `${shown}, ${texts.inAll(total)}` : shown;
}

function EmptyList({ page, trouble }: { page: PageModel; trouble: string | null }) {
  const texts = useTexts(requestsTexts);
  const { address, search } = page;
  if (page.isLoading) return <Skeleton label={texts.loading} />;
  const isNarrowed = address.source !== '' || address.owner !== null;
  if (address.text.trim() === '' && isNarrowed) {
    return (
      <StatePage icon="search" title={texts.emptyFiltered} detail={texts.emptyFilteredDetail}>
        <Button onClick={() => page.narrow({ source: '', owner: null })}>{texts.clearFilters}</Button>
      </StatePage>
    );
  }
  if (address.text.trim() === '') {
    // What could not be read may well be waiting: never call such a list empty.
    if (trouble) return <StatePage icon="cloud" title={texts.emptyTroubled} detail={trouble} />;
    return (
      <StatePage
        icon="inbox"
        title={texts.empty[address.filter]}
        detail={texts.emptyDetail[address.filter]}
      />
    );
  }
  return (
    <StatePage icon="search" title={texts.emptySearch(address.text.trim())} detail={texts.emptySearchDetail}>
      {address.filter !== 'all' && (
        <Button onClick={() => search(address.text, 'all')}>{texts.searchAll}</Button>
      )}
      <Button tone="quiet" onClick={() => search('')}>
        {texts.clearSearch}
      </Button>
    </StatePage>
  );
}
