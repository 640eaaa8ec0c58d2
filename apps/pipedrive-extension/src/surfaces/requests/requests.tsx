import type { SessionAnswer } from '#core/contract/session.ts';
import { useTexts } from '../../components/language-context.ts';
import { SessionGate } from '../../components/session-gate.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import type { Surroundings } from '../../start-surface.tsx';
import { FilterBar } from './filter-bar.tsx';
import { RequestList } from './request-list.tsx';
import { RequestPane } from './request-pane.tsx';
import { SearchBox } from './search-box.tsx';
import { requestsTexts } from './texts.ts';
import { usePage } from './use-page.ts';

/** The full page of requests: filters, search, table, and the request beside it. */
export function Requests({ surroundings }: { surroundings: Surroundings }) {
  const texts = requestsTexts[surroundings.firstLanguage];
  return (
    <main className="requests">
      <SessionGate surroundings={surroundings} loading={<Skeleton label={texts.loading} />}>
        {(session) => <Page surroundings={surroundings} session={session} />}
      </SessionGate>
    </main>
  );
}

function Page({ surroundings, session }: { surroundings: Surroundings; session: SessionAnswer }) {
  const texts = useTexts(requestsTexts);
  const page = usePage(surroundings.api, surroundings.visibility);
  return (
    <div className={page.openId === null ? 'layout' : 'layout layout-split'}>
      <div className="list-side">
        <header className="page-head">
          <h1>{texts.title}</h1>
          <SearchBox ref={page.searchBox} text={page.address.text} onSearch={page.search} />
        </header>
        <FilterBar
          chosen={page.address.filter}
          counts={page.shown.value?.counts ?? null}
          onChoose={page.choose}
        />
        <RequestList page={page} host={surroundings.host} nowMs={surroundings.api.clock.nowMs} />
      </div>
      {page.openId !== null && (
        <RequestPane
          key={page.openId}
          requestId={page.openId}
          surroundings={surroundings}
          mayDecide={session.mayDecide}
          onClose={page.close}
          onChange={page.refresh}
        />
      )}
    </div>
  );
}
