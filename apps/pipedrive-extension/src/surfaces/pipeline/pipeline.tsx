import { type ReactNode, Suspense, useCallback } from 'react';
import type { SessionAnswer } from '#core/contract/session.ts';
import { FindingsLine } from '../../components/findings/findings-line.tsx';
import { useTexts } from '../../components/language-context.ts';
import { lazyPart } from '../../components/lazy-part.tsx';
import { NewSuspectButton } from '../../components/new-suspect-button.tsx';
import { PageLinks } from '../../components/page-links.tsx';
import { ProblemPage } from '../../components/problem-page.tsx';
import { SessionGate } from '../../components/session-gate.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { StatePage } from '../../components/state-page.tsx';
import { conversionChoices } from '../../conversion-calls.ts';
import { useAnswer } from '../../hooks/use-answer.ts';
import type { Surroundings } from '../../start-surface.tsx';
import { Day } from './day/day.tsx';
import { panelId, TabBar, tabId } from './tab-bar.tsx';
import type { TabProps } from './tab-props.ts';
import { pipelineTexts } from './texts.ts';
import { useAddress } from './use-address.ts';

const Process = lazyPart(async () => (await import('./process/process.tsx')).Process);
const Figures = lazyPart(async () => (await import('./figures/figures.tsx')).Figures);

/** The full page of customers on their way: one's own day, the process with everybody in it, and the figures. */
export function Pipeline({ surroundings }: { surroundings: Surroundings }) {
  const texts = pipelineTexts[surroundings.firstLanguage];
  return (
    <main className="pipeline">
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
  const texts = useTexts(pipelineTexts);
  const { api } = surroundings;
  const ask = useCallback((signal: AbortSignal) => conversionChoices(api, signal), [api]);
  const { answer, retry } = useAnswer(ask);
  return (
    <div className="pipeline-page">
      <header className="page-head">
        <h1>{texts.title}</h1>
        {answer?.ok && answer.value.isEnabled && <NewSuspectButton host={surroundings.host} />}
      </header>
      <PageLinks current="pipeline" />
      {answer === null ? (
        <Skeleton label={texts.loading} />
      ) : !answer.ok ? (
        <ProblemPage problem={answer.problem} onRetry={retry} />
      ) : !answer.value.isEnabled ? (
        <SwitchedOff mayConfigure={session.mayConfigure} />
      ) : (
        <Tabs surroundings={surroundings} choices={answer.value} />
      )}
    </div>
  );
}

function SwitchedOff({ mayConfigure }: { mayConfigure: boolean }) {
  const texts = useTexts(pipelineTexts);
  const detail = mayConfigure ? texts.offForAdministrators : texts.offForOthers;
  return <StatePage icon="inbox" title={texts.off} detail={detail} />;
}

function Tabs({ surroundings, choices }: Omit<TabProps, 'place'>) {
  const texts = useTexts(pipelineTexts);
  const place = useAddress();
  const { tab } = place.state;
  const props: TabProps = { surroundings, choices, place };
  const shown: Record<typeof tab, () => ReactNode> = {
    day: () => <Day {...props} />,
    process: () => <Process {...props} />,
    figures: () => <Figures {...props} />,
  };
  return (
    <>
      <TabBar chosen={tab} onChoose={(next) => place.go({ tab: next })} />
      <div role="tabpanel" id={panelId(tab)} aria-labelledby={tabId(tab)} className="tab-panel">
        <Suspense fallback={<Skeleton label={texts.loading} />}>{shown[tab]()}</Suspense>
      </div>
    </>
  );
}
