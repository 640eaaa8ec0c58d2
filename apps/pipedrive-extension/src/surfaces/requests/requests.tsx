import { Suspense, useCallback } from 'react';
import type { DecisionChoices } from '#core/contract/request-view.ts';
import type { SessionAnswer } from '#core/contract/session.ts';
import { FindingsLine } from '../../components/findings/findings-line.tsx';
import { useTexts } from '../../components/language-context.ts';
import { lazyPart } from '../../components/lazy-part.tsx';
import { SearchBox } from '../../components/list/search-box.tsx';
import { PageLinks } from '../../components/page-links.tsx';
import { SessionGate } from '../../components/session-gate.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import type { Surroundings } from '../../start-surface.tsx';
import { FilterBar } from './filter-bar.tsx';
import { NarrowBar } from './narrow-bar.tsx';
import { NewRequestButton } from './new-request-button.tsx';
import { RequestList } from './request-list.tsx';
import { requestsTexts } from './texts.ts';
import { useBulk } from './use-bulk.ts';
import { type PageModel, usePage } from './use-page.ts';
import { ViewsBar } from './views-bar.tsx';

const RequestPane = lazyPart(async () => (await import('./request-pane.tsx')).RequestPane);
const BulkBar = lazyPart(async () => (await import('./bulk-bar.tsx')).BulkBar);
const BulkProgress = lazyPart(
  async () => (await import('../../components/bulk/bulk-progress.tsx')).BulkProgress,
);

/** The full page of requests: views, filters, search, table, decisions about several, and the request beside it. */
export function Requests({ surroundings }: { surroundings: Surroundings }) {
  const texts = requestsTexts[surroundings.firstLanguage];
  return (
    <main className="requests">
      <SessionGate surroundings={surroundings} loading={<Skeleton label={texts.loading} />}>
        {(session) => (
          <>
            <FindingsLine surroundings={surroundings} session={session} />
            <Page surroundings={surroundings} session={session} />
          </>
        )}
      </SessionGate>
    </main>
  );
}

interface PageProps {
  surroundings: Surroundings;
  session: SessionAnswer;
}

function Page({ surroundings, session }: PageProps) {
  const { api, visibility } = surroundings;
  const page = usePage(api, visibility);
  const choices = useChoices(api);
  return (
    <div className={page.openId === null ? 'layout' : 'layout layout-split'}>
      <ListSide surroundings={surroundings} session={session} page={page} choices={choices} />
      {page.openId !== null && (
        <Suspense fallback={<div className="pane" />}>
          <RequestPane
            key={page.openId}
            requestId={page.openId}
            surroundings={surroundings}
            mayDecide={session.mayDecide}
            onClose={page.close}
            onChange={page.refresh}
          />
        </Suspense>
      )}
    </div>
  );
}

function useChoices(api: Surroundings['api']): DecisionChoices | null {
  const { answer } = useAnswer(useCallback((signal: AbortSignal) => api.choices(signal), [api]));
  return answer?.ok ? answer.value : null;
}

interface ListSideProps extends PageProps {
  page: PageModel;
  choices: DecisionChoices | null;
}

function ListSide({ surroundings, session, page, choices }: ListSideProps) {
  const { api, host, visibility } = surroundings;
  const texts = useTexts(requestsTexts);
  const bulk = useBulk();
  const { value } = page.shown;
  const deciders = choices?.deciders ?? [];
  return (
    <div className="list-side">
      <header className="page-head">
        <h1>{texts.title}</h1>
        <SearchBox
          ref={page.searchBox}
          label={texts.search}
          hint={texts.searchHint}
          text={page.address.text}
          onSearch={page.search}
        />
        <NewRequestButton host={host} onEntered={page.refresh} />
      </header>
      <PageLinks current="requests" />
      {!session.mayDecide && <p className="hint">{texts.onlyDeciders(deciders.join(', '))}</p>}
      <FilterBar chosen={page.address.filter} counts={value?.counts ?? null} onChoose={page.choose} />
      <div className="tools">
        <ViewsBar page={page} api={api} />
        <NarrowBar page={page} choices={choices} />
      </div>
      {bulk.id !== null && (
        <Suspense>
          <BulkProgress
            key={bulk.id}
            api={api}
            visibility={visibility}
            bulkId={bulk.id}
            isNew={bulk.isNew}
            onShow={page.open}
            onClose={bulk.forget}
            onLost={bulk.forget}
          />
        </Suspense>
      )}
      <RequestList page={page} host={host} mayDecide={session.mayDecide} nowMs={api.clock.nowMs} />
      {value && choices && session.mayDecide && page.selection.items.length > 0 && (
        <Suspense>
          <BulkBar
            api={api}
            selection={page.selection}
            total={value.total}
            hasMorePages={value.nextCursor !== null || page.address.trail.length > 0}
            choices={choices}
            onBegun={bulk.begin}
          />
        </Suspense>
      )}
    </div>
  );
}
